use migrate::Table;

#[derive(Table)]
#[table(name = "b", renamed_from = "a")]
pub struct B {
    #[column(primary_key)]
    pub id: i64,
    pub x: i32,
    pub y: String,
}
