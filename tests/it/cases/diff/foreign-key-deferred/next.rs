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
    #[column(references = "p.id", deferrable = "deferred")]
    pub p_id: Option<i64>,
}
