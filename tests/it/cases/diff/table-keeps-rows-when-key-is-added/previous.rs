use migrate::Table;

#[derive(Table)]
#[table(name = "t", no_primary_key)]
pub struct T {
    pub a: i64,
    pub b: String,
}
