use migrate::Table;

#[derive(Table)]
#[table(name = "t", schema = "app")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(index)]
    pub a: String,
}
