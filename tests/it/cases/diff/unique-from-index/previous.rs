use migrate::Table;

#[derive(Table)]
#[table(name = "t", index(columns = [a], unique, name = "a_one"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: String,
}
