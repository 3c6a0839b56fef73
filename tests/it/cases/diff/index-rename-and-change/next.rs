use migrate::Table;

#[derive(Table)]
#[table(name = "t", index(columns = [a, b], name = "new", renamed_from = "old"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: String,
    pub b: i32,
}
