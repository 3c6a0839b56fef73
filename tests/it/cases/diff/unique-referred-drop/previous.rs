use migrate::Table;

#[derive(Table)]
#[table(name = "p", unique(columns = [x], name = "uq_x"))]
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
    #[column(references = "p.x")]
    pub x: Option<i32>,
}
