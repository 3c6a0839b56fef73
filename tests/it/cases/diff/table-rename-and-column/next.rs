use migrate::Table;

#[derive(Table)]
#[table(name = "people", renamed_from = "users")]
pub struct People {
    #[column(primary_key)]
    pub id: i64,
    #[column(renamed_from = "mail")]
    pub email: String,
}
