use migrate::Table;

#[derive(Table)]
#[table(name = "odd \"name\" here")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(name = "a\"b", index)]
    pub x: i32,
    #[column(name = "it's", default = 1)]
    pub y: i32,
}
