use migrate::Table;

#[derive(Table)]
#[table(name = "t", index(name = "lookup", columns = [a]))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: Option<i64>,
}
