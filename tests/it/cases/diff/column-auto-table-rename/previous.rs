use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key, auto)]
    pub id: i64,
    pub a: String,
}
