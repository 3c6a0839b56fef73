use migrate::Table;

#[derive(Table)]
#[table(name = "UserAccounts")]
pub struct Useraccounts {
    #[column(primary_key, name = "Id")]
    pub id: i64,
    #[column(name = "firstName")]
    pub first: String,
}
