use migrate::Table;

#[derive(Table)]
#[table(name = "two words")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(name = "a b", index)]
    pub x: i32,
}
