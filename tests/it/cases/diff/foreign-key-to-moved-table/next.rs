use migrate::Table;

#[derive(Table)]
#[table(name = "p", schema = "app", renamed_from = "public.p")]
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
    #[column(references = "app.p.id")]
    pub p_id: Option<i64>,
}
