use migrate::Table;

#[derive(Table)]
#[table(name = "t", index(columns = [a], name = "two"), index(columns = [b], name = "one"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
    pub b: i32,
}
