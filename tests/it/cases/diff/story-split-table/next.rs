use migrate::Table;

#[derive(Table)]
#[table(name = "people")]
pub struct People {
    #[column(primary_key)]
    pub id: i64,
    pub name: String,
    #[column(references = "addresses.id")]
    pub address_id: Option<i64>,
}

#[derive(Table)]
#[table(name = "addresses")]
pub struct Addresses {
    #[column(primary_key)]
    pub id: i64,
    pub street: String,
    pub town: String,
    pub extra: bool,
}
