use migrate::Table;

#[derive(Table)]
#[table(name = "t", schema = "app")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: String,
}

#[derive(Table)]
#[table(name = "u", schema = "app")]
pub struct U {
    #[column(primary_key)]
    pub id: i64,
    pub a: String,
    pub b: i32,
}
