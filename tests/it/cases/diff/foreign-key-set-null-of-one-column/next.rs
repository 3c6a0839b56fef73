use migrate::Table;

#[derive(Table)]
#[table(name = "p", primary_key(a, b))]
pub struct P {
    pub a: i64,
    pub b: i64,
}

#[derive(Table)]
#[table(name = "c", foreign_key(columns = [a, b], references = "p(a, b)", on_delete(set_null = [b])))]
pub struct C {
    #[column(primary_key)]
    pub id: i64,
    pub a: i64,
    pub b: Option<i64>,
}
