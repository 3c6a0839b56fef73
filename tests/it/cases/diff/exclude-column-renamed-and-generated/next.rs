use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(renamed_from = "b_2", name = "b 3")]
    pub b: i32,
}
