use migrate::Table;

#[derive(Table)]
#[table(name = "t", check("a > b", name = "order"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
    pub b: i32,
    pub c: i32,
}
