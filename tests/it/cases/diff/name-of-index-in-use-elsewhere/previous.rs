use migrate::Table;

#[derive(Table)]
#[table(name = "t", index(columns = [a], name = "shared"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
}

#[derive(Table)]
#[table(name = "u")]
pub struct U {
    #[column(primary_key)]
    pub id: i64,
    pub b: i32,
}
