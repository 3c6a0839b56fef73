use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(default_sql(postgres = "gen_random_uuid()", sqlite = "randomblob(16)"))]
    pub a: uuid::Uuid,
}
