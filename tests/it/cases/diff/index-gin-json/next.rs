use migrate::Table;

#[derive(Table)]
#[table(name = "t", index(columns = [doc], method = "gin", name = "ix"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub doc: serde_json::Value,
}
