use migrate::Table;

#[derive(Table)]
#[table(name = "t", primary_key(columns = [id, a]))]
pub struct T {
    pub id: i64,
    pub a: i64,
    #[column(backfill = "'none'")]
    pub b: String,
    #[column(backfill = "a + 1")]
    pub c: i64,
}
