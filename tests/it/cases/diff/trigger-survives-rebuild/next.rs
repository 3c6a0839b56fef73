use migrate::Table;

#[derive(Table)]
#[table(name = "log")]
pub struct Log {
    #[column(primary_key)]
    pub id: i64,
    pub what: Option<String>,
}

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: Option<i32>,
}
