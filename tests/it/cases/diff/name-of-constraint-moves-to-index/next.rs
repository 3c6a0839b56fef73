use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
}

#[derive(Table)]
#[table(name = "u", index(columns = [b], name = "shared"))]
pub struct U {
    #[column(primary_key)]
    pub id: i64,
    pub b: i32,
}
