use migrate::Table;

#[derive(Table)]
#[table(name = "t", with(fillfactor = 70))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: String,
}
