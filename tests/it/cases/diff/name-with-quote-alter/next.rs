use migrate::Table;

#[derive(Table)]
#[table(name = "two words")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(name = "c\"d", renamed_from = "a b", unique)]
    pub x: i64,
}
