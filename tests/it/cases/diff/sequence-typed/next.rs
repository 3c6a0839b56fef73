use migrate::Table;

#[derive(Table)]
#[table(name = "t", sequence(name = "tickets", type = "smallint", min = -5))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
}
