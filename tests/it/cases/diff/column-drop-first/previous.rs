use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    pub a: Option<i32>,
    #[column(primary_key)]
    pub id: i64,
    pub b: String,
}
