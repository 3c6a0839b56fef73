use migrate::Table;

#[derive(Table)]
#[table(name = "p", primary_key(a, b))]
pub struct P {
    pub a: i64,
    pub b: i64,
}

#[derive(Table)]
#[table(name = "c", foreign_key(columns = [x, y], references = "p(a, b)", name = "fk"))]
pub struct C {
    #[column(primary_key)]
    pub id: i64,
    pub x: Option<i64>,
    pub y: Option<i64>,
}
