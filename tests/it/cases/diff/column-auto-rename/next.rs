use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key, auto, renamed_from = "id")]
    pub number: i64,
    pub a: String,
}
