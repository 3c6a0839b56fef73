use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key, identity(by_default, start = 100, increment = 5))]
    pub id: i64,
    pub a: String,
}
