use migrate::Table;

#[derive(Table)]
#[table(name = "pair", primary_key(a, b))]
pub struct Pair {
    pub a: i64,
    pub b: i64,
}

#[derive(Table)]
#[table(name = "t", foreign_key(columns = [x, y], references = "pair(a, b)", match_full))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub x: Option<i64>,
    pub y: Option<i64>,
}
