use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "t.id", on_delete = "cascade")]
    pub parent: Option<i64>,
}
