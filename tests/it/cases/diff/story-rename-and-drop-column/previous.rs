use migrate::Table;

#[derive(Table)]
#[table(name = "a")]
pub struct A {
    #[column(primary_key)]
    pub id: i64,
    pub x: i32,
    pub y: String,
    pub z: bool,
}
