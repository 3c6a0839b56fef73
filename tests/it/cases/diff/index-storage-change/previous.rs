use migrate::Table;

#[derive(Table)]
#[table(name = "t", index(columns = [a], name = "ix", with(fillfactor = 70)))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
}
