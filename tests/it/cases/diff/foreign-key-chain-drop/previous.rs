use migrate::Table;

#[derive(Table)]
#[table(name = "a")]
pub struct A {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "b.id")]
    pub b: i64,
}

#[derive(Table)]
#[table(name = "b")]
pub struct B {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "c.id")]
    pub c: i64,
}

#[derive(Table)]
#[table(name = "c")]
pub struct C {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "d.id")]
    pub d: i64,
}

#[derive(Table)]
#[table(name = "d")]
pub struct D {
    #[column(primary_key)]
    pub id: i64,
}
