use migrate::Table;

#[derive(Table)]
#[table(name = "vertices", renamed_from = "nodes")]
pub struct Vertices {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "vertices.id")]
    pub parent: Option<i64>,
}
