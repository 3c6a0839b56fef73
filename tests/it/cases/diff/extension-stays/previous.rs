use migrate::Table;

#[derive(Table)]
#[table(name = "t", extension = "citext")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(type = "citext")]
    pub mail: Option<String>,
}
