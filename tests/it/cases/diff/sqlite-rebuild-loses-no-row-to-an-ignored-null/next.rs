use migrate::Table;

#[derive(Table)]
#[table(name = "t", unique(columns = [b], on_conflict = "ignore"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: String,
    pub b: Option<String>,
    pub c: String,
}
