use migrate::Table;

#[derive(Table)]
#[table(name = "t", index(columns = [a], name = "ix_a"), check("b > 0", name = "positive"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: String,
    pub b: i32,
    pub c: Option<String>,
}
