use migrate::Table;

#[derive(Table)]
#[table(name = "t", primary_key(columns = [a], include = [b]))]
pub struct T {
    pub a: i64,
    pub b: String,
}
