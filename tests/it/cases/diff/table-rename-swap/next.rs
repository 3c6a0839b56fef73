use migrate::Table;

#[derive(Table)]
#[table(name = "a", renamed_from = "b")]
pub struct A {
    #[column(primary_key)]
    pub id: i64,
    pub y: String,
}

#[derive(Table)]
#[table(name = "b", renamed_from = "a")]
pub struct B {
    #[column(primary_key)]
    pub id: i64,
    pub x: i64,
}
