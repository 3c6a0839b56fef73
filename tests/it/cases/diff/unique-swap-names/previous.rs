use migrate::Table;

#[derive(Table)]
#[table(name = "t", unique(columns = [a], name = "one"), unique(columns = [b], name = "two"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: String,
    pub b: i32,
}
