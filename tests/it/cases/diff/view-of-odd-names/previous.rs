use migrate::Table;

#[derive(Table)]
#[table(name = "odd \"table\"")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(name = "Select")]
    pub a: i32,
}
