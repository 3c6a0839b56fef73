use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(default = 3, index)]
    pub a: i32,
    pub gone: Option<bool>,
    #[column(unique)]
    pub c: Option<String>,
}
