use migrate::Table;

#[derive(Table)]
#[table(name = "t", check("a >= 1 AND a <= 5", name = "range"), check("b LIKE 'y%'", name = "like"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
    pub b: String,
}
