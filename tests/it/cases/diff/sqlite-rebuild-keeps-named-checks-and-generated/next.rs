use migrate::Table;

#[derive(Table)]
#[table(name = "t", check("a > 0", name = "positive"))]
pub struct T {
    #[column(primary_key, auto)]
    pub id: i64,
    #[column(default = 7)]
    pub a: Option<i64>,
    #[column(generated = "a + 1", stored)]
    pub s: Option<i64>,
    #[column(generated = "a * 2", virtual)]
    pub v: Option<i64>,
}
