use migrate::Table;

#[derive(Table)]
#[table(name = "t", check("a > 0", name = "positive"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
}
