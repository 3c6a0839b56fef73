use migrate::Table;

#[derive(Table)]
#[table(name = "t", check("a>0 and b <> 'x'"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
    pub b: String,
}
