use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(max_length = 10, default = "x")]
    pub d: String,
    #[column(type = "char(3)", default_sql = "'abc'")]
    pub e: Option<String>,
}
