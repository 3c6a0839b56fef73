use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(default = "x")]
    pub d: String,
    #[column(default_sql = "'abc'")]
    pub e: Option<String>,
}
