use migrate::Table;

#[derive(Table)]
#[table(name = "t", unique(columns = [a], name = "two"), unique(columns = [b], name = "one"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: String,
    pub b: i32,
}
