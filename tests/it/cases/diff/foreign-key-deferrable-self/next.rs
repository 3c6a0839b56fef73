use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "t.id", deferrable = "deferred", on_delete = "cascade")]
    pub parent_id: Option<i64>,
}
