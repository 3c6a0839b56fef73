use migrate::Table;

#[derive(Table)]
#[table(name = "name")]
pub struct Name {
    #[column(primary_key)]
    pub id: i64,
    pub name: String,
}
