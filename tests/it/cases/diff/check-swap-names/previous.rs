use migrate::Table;

#[derive(Table)]
#[table(name = "t", check("a > 0", name = "one"), check("b > 0", name = "two"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
    pub b: i32,
}
