use migrate::Table;

#[derive(Table)]
#[table(name = "MyTable")]
pub struct MyTable {
    #[column(primary_key)]
    pub id: i64,
    #[column(index)]
    pub MyColumn: i32,
}
