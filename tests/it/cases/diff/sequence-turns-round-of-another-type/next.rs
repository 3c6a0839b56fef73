use migrate::Table;

#[derive(Table)]
#[table(name = "t", sequence(name = "tickets", increment = -1, max = 50))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(default_sql(postgres = "nextval('tickets')"))]
    pub number: i64,
}
