use migrate::Table;

#[derive(Table)]
#[table(name = "t", index(columns = [a], method = "brin", with(pages_per_range = 32), name = "ix"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: time::OffsetDateTime,
}
