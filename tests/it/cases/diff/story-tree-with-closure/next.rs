use migrate::Table;

#[derive(Table)]
#[table(name = "node", unique(columns = [parent_id, name]), check("parent_id <> id", name = "not_itself"))]
pub struct Node {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "node.id", on_delete = "cascade", index)]
    pub parent_id: Option<i64>,
    pub name: String,
}

#[derive(Table)]
#[table(name = "path", primary_key(columns = [from_id, to_id]))]
pub struct Path {
    #[column(references = "node.id", on_delete = "cascade")]
    pub from_id: i64,
    #[column(references = "node.id", on_delete = "cascade", index)]
    pub to_id: i64,
    #[column(default = 0)]
    pub depth: i32,
}
