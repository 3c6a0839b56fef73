use migrate::Table;

#[derive(Table)]
#[table(name = "t", index(columns = [a], name = "up"), index(columns = [a(desc)], name = "down"), index(columns = [a], where = "a > 0", name = "part"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
}
