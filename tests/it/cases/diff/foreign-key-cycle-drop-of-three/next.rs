use migrate::Table;

#[derive(Table)]
#[table(name = "z")]
pub struct Z {
    #[column(primary_key)]
    pub id: i64,
    pub q: bool,
}
