use migrate::Table;

#[derive(Table)]
#[table(name = "old", renamed_from = "t")]
pub struct Old {
    #[column(primary_key)]
    pub id: i64,
    pub a: String,
}

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub b: i32,
    pub c: bool,
}
