use migrate::Table;

#[derive(Table)]
#[table(name = "users")]
pub struct Users {
    #[column(primary_key, auto)]
    pub id: i64,
    #[column(unique, index)]
    pub a: String,
    #[column(check = "b > 0")]
    pub b: i32,
}

#[derive(Table)]
#[table(name = "posts")]
pub struct Posts {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "users.id")]
    pub user_id: i64,
}
