use migrate::Table;

#[derive(Table)]
#[table(name = "t", check("g > 0", name = "positive"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
    #[column(generated = "a + 1")]
    pub g: Option<i32>,
}
