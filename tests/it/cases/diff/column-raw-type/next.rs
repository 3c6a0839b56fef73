use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
    #[column(type(postgres = "inet", sqlite = "TEXT"))]
    pub ip: Option<String>,
}
