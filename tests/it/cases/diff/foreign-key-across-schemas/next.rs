use migrate::Table;

#[derive(Table)]
#[table(name = "p", schema = "one")]
pub struct P {
    #[column(primary_key)]
    pub id: i64,
    pub x: i32,
}

#[derive(Table)]
#[table(name = "c", schema = "two")]
pub struct C {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "one.p.id", on_delete = "cascade")]
    pub p_id: i64,
}
