use migrate::Table;

#[derive(Table)]
#[table(name = "p", unique(columns = [x, y]))]
pub struct P {
    #[column(primary_key)]
    pub id: i64,
    pub x: i32,
    pub y: i32,
}

#[derive(Table)]
#[table(name = "c", foreign_key(columns = [x, y], references = "p(x, y)"))]
pub struct C {
    #[column(primary_key)]
    pub id: i64,
    pub x: Option<i32>,
    pub y: Option<i32>,
}
