use migrate::Table;

#[derive(Table)]
#[table(name = "people")]
pub struct People {
    #[column(primary_key)]
    pub id: i64,
    pub name: String,
    pub street: Option<String>,
    pub town: Option<String>,
}
