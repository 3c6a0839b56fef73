use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(default_sql(postgres = "now()", sqlite = "CURRENT_TIMESTAMP"))]
    pub a: time::OffsetDateTime,
    #[column(default_sql = "(1)")]
    pub b: i32,
}
