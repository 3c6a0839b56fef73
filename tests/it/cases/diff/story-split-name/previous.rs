use migrate::Table;

#[derive(Table)]
#[table(name = "person")]
pub struct Person {
    #[column(primary_key)]
    pub id: i64,
    pub name: String,
}
