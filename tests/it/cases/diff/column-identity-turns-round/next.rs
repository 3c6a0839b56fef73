use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key, identity(by_default, start = 50, max = 50, increment = -1))]
    pub id: i64,
    pub a: String,
}
