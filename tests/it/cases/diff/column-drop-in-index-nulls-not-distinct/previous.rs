use migrate::Table;

#[derive(Table)]
#[table(name = "t", index(columns = [a], unique, nulls_not_distinct))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: Option<i32>,
}
