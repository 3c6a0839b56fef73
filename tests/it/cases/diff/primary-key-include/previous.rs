use migrate::Table;

#[derive(Table)]
#[table(name = "t", primary_key(columns = [a]))]
pub struct T {
    pub a: i64,
    pub b: String,
}
