use migrate::Table;

#[derive(Table)]
#[table(name = "t", check("CASE WHEN a > 0 THEN b IS NOT NULL ELSE true END", name = "either"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
    pub b: Option<String>,
}
