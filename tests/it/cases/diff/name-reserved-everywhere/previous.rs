use migrate::Table;

#[derive(Table)]
#[table(name = "order", check("\"select\" > 0", name = "check"), index(columns = [select], name = "index"))]
pub struct Order {
    #[column(primary_key)]
    pub id: i64,
    #[column(unique(name = "unique"))]
    pub select: i32,
    pub table: String,
}
