use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: Option<i64>,
}

#[derive(Table)]
#[table(name = "lookup")]
pub struct Lookup {
    #[column(primary_key)]
    pub id: i64,
}
