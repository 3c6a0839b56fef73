use migrate::Table;

#[derive(Table)]
#[table(name = "t", unique(a, b), foreign_key(columns = [x, y], references = "t(a, b)"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: i64,
    pub b: i64,
    pub x: Option<i64>,
    pub y: Option<i64>,
}
