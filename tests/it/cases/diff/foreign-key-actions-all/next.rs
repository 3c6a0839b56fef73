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
    #[column(references = "p.id", on_delete = "cascade", on_update = "restrict")]
    pub a: Option<i64>,
    #[column(references = "p.id", constraint = "fk_b", on_delete = "set null", on_update = "cascade")]
    pub b: Option<i64>,
    #[column(references = "p.id", constraint = "fk_c", on_delete = "set default")]
    pub c: Option<i64>,
    #[column(references = "p.id", constraint = "fk_d", on_update = "set null")]
    pub d: Option<i64>,
}
