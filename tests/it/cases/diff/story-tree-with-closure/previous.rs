use migrate::Table;

#[derive(Table)]
#[table(name = "node")]
pub struct Node {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "node.id")]
    pub parent_id: Option<i64>,
    pub name: String,
}
