use migrate::Table;

#[derive(Table)]
#[table(name = "things")]
pub struct Things {
    #[column(primary_key)]
    pub id: i64,
    pub x: f64,
    pub y: i16,
    pub z: bool,
}
