use migrate::Table;

#[derive(Table)]
#[table(name = "T", renamed_from = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: String,
}
