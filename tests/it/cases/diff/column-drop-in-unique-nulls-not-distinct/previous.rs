use migrate::Table;

#[derive(Table)]
#[table(name = "t", unique(columns = [a], nulls_not_distinct))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: Option<i32>,
}
