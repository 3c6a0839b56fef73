use migrate::Table;

#[derive(Table)]
#[table(name = "p")]
pub struct P {
    #[column(primary_key)]
    pub id: i64,
    pub x: String,
}

#[derive(Table)]
#[table(name = "c")]
pub struct C {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "p.id", on_delete = "cascade")]
    pub p_id: i64,
}

#[derive(Table)]
#[table(name = "d")]
pub struct D {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "p.id", on_delete = "set null")]
    pub p_id: Option<i64>,
}
