use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(default_sql = "current_timestamp")]
    pub a: time::OffsetDateTime,
    #[column(default = 1)]
    pub b: i32,
}
