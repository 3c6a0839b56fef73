use migrate::Table;

#[derive(Table)]
#[table(name = "q")]
pub struct Q {
    #[column(primary_key)]
    pub id: i64,
    pub name: String,
}
