use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key, identity = "always")]
    pub id: i64,
    pub a: String,
}
