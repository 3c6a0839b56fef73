use migrate::Table;

#[derive(Table)]
#[table(name = "p", unique(columns = [x, y]))]
pub struct P {
    #[column(primary_key)]
    pub id: i64,
    pub x: i64,
    pub y: i64,
}

#[derive(Table)]
#[table(name = "c", foreign_key(columns = [x, y], references = "p(x, y)"))]
pub struct C {
    #[column(primary_key)]
    pub id: i64,
    pub x: Option<i64>,
    pub y: Option<i64>,
}
