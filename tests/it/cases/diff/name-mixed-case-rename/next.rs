use migrate::Table;

#[derive(Table)]
#[table(name = "Mytable", renamed_from = "MyTable")]
pub struct Mytable {
    #[column(primary_key)]
    pub id: i64,
    #[column(index, renamed_from = "MyColumn")]
    pub myColumn: i64,
}
