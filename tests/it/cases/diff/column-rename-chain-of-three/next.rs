use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(renamed_from = "a")]
    pub b: String,
    #[column(renamed_from = "b")]
    pub c: i32,
    #[column(renamed_from = "c")]
    pub d: bool,
}
