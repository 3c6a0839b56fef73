use migrate::Table;

#[derive(Table)]
#[table(name = "t", check("d > c", name = "order"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(renamed_from = "a")]
    pub d: i32,
    pub c: i32,
}
