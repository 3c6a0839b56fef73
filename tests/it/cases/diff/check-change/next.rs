use migrate::Table;

#[derive(Table)]
#[table(name = "t", check("a >= 0", name = "a_is_positive"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
    pub b: String,
}
