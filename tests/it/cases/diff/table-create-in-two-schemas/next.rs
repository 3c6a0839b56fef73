use migrate::Table;

#[derive(Table)]
#[table(name = "t", schema = "one")]
pub struct TOne {
    #[column(primary_key)]
    pub id: i64,
    pub a: String,
}

#[derive(Table)]
#[table(name = "t", schema = "two")]
pub struct TTwo {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
}
