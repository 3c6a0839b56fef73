use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(default_sql = "CURRENT_TIMESTAMP")]
    pub a: time::OffsetDateTime,
}
