use migrate::Table;

#[derive(Table)]
#[table(name = "a")]
pub struct A {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "b.id")]
    pub b_id: Option<i64>,
}

#[derive(Table)]
#[table(name = "b")]
pub struct B {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "a.id")]
    pub a_id: Option<i64>,
}
