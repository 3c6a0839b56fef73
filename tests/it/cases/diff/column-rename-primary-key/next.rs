use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key, auto, renamed_from = "id")]
    pub key: i64,
    pub a: String,
}
