use migrate::Table;

#[derive(Table)]
#[table(name = "t", sequence(name = "tickets", schema = "app"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
}
