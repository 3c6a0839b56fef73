use migrate::Table;

#[derive(Table)]
#[table(name = "t", index(columns = [a], include = [b, c], name = "ix"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
    pub b: i32,
    pub c: i32,
}
