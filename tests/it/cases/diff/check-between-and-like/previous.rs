use migrate::Table;

#[derive(Table)]
#[table(name = "t", check("a BETWEEN 1 AND 5", name = "range"), check("b LIKE 'x%'", name = "like"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
    pub b: String,
}
