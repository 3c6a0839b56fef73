use migrate::Table;

#[derive(Table)]
#[table(name = "a \"b\"")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(name = "c 'd'", index)]
    pub x: i32,
}
