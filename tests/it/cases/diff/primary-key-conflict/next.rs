use migrate::Table;

#[derive(Table)]
#[table(name = "t", primary_key(columns = [a, b], on_conflict = "replace"))]
pub struct T {
    pub a: i64,
    pub b: i64,
}
