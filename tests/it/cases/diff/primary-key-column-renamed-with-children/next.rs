use migrate::Table;

#[derive(Table)]
#[table(name = "p")]
pub struct P {
    #[column(primary_key, renamed_from = "id")]
    pub number: i64,
    pub x: String,
}

#[derive(Table)]
#[table(name = "c")]
pub struct C {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "p.number")]
    pub p_id: Option<i64>,
}
