use migrate::Table;

#[derive(Table)]
#[table(name = "u '2'")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(name = "x 'y' \"z\"")]
    pub a: i32,
}
