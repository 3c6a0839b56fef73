use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(backfill(postgres = "to_jsonb(first || ' ' || last)", sqlite = "first || ' ' || last"))]
    pub name: serde_json::Value,
}
