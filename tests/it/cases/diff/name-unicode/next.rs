use migrate::Table;

#[derive(Table)]
#[table(name = "кровати")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(name = "größe", index)]
    pub size: i32,
    #[column(name = "имя", unique)]
    pub name: String,
}
