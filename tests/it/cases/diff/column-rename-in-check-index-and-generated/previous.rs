use migrate::Table;

#[derive(Table)]
#[table(name = "t", check("a > 0", name = "positive"), index(columns = ["abs(a)"], where = "a > 1", name = "ix"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
    #[column(generated = "a + 1")]
    pub g: Option<i32>,
}
