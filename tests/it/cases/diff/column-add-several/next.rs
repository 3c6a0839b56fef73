use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: String,
    pub b: Option<i32>,
    pub c: Option<bool>,
    #[column(default = 0)]
    pub d: i64,
}
