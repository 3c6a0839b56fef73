use migrate::Table;

#[derive(Table)]
#[table(name = "u '2'")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(name = "x 'y' \"z\"", identity(serial))]
    pub a: i32,
}
