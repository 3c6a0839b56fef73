use migrate::Table;

#[derive(Table)]
#[table(name = "account")]
pub struct Account {
    #[column(primary_key)]
    pub id: i64,
    #[column(unique)]
    pub email: String,
}
