use migrate::Table;

#[derive(Table)]
#[table(name = "name", index(columns = [name], name = "ix_name"))]
pub struct Name {
    #[column(primary_key)]
    pub id: i64,
    #[column(max_length = 30)]
    pub name: String,
    #[column(references = "name.id")]
    pub id_of_name: Option<i64>,
}
