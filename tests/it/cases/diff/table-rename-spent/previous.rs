use migrate::Table;

#[derive(Table)]
#[table(name = "people")]
pub struct People {
    #[column(primary_key)]
    pub id: i64,
    pub a: String,
}
