use migrate::Table;

#[derive(Table)]
#[table(name = "b", renamed_from = "a")]
pub struct B {
    #[column(primary_key)]
    pub id: i64,
    pub x: i64,
}

#[derive(Table)]
#[table(name = "c", renamed_from = "b")]
pub struct C {
    #[column(primary_key)]
    pub id: i64,
    pub y: String,
    pub z: bool,
}
