use migrate::Table;

#[derive(Table)]
#[table(name = "t", check("a > 0 AND length(b) BETWEEN 1 AND 9"), unique(columns = [a, id]), foreign_key(columns = [a], references = "t.id"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(unique)]
    pub a: Option<i64>,
    pub b: Option<String>,
}
