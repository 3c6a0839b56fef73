use migrate::Table;

#[derive(Table)]
#[table(name = "account", index(columns = [email], unique, where = "deleted_at IS NULL", name = "one_email"))]
pub struct Account {
    #[column(primary_key)]
    pub id: i64,
    pub email: String,
    pub deleted_at: Option<time::OffsetDateTime>,
}
