use migrate::Table;

#[derive(Table)]
#[table(name = "nodes")]
pub struct Nodes {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "nodes.id")]
    pub parent: Option<i64>,
}
