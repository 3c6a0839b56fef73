use migrate::Table;

#[derive(Table)]
#[table(name = "t", index(columns = [a], where = "a IN (1, 2)", name = "ix"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
}
