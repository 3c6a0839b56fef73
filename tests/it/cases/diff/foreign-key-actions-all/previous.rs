use migrate::Table;

#[derive(Table)]
#[table(name = "p")]
pub struct P {
    #[column(primary_key)]
    pub id: i64,
    pub x: i32,
}

#[derive(Table)]
#[table(name = "c")]
pub struct C {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "p.id")]
    pub a: Option<i64>,
    #[column(references = "p.id", constraint = "fk_b")]
    pub b: Option<i64>,
    #[column(references = "p.id", constraint = "fk_c")]
    pub c: Option<i64>,
    #[column(references = "p.id", constraint = "fk_d")]
    pub d: Option<i64>,
}
