use migrate::Table;

#[derive(Table)]
#[table(name = "measured", partition_by = "RANGE (day)", primary_key(columns = [day, id]))]
pub struct Measured {
    pub day: chrono::NaiveDate,
    pub id: i64,
    pub value: Option<i32>,
    #[column(identity(by_default))]
    pub number: i64,
    #[column(identity(always, start = 10, increment = 5))]
    pub other: i32,
}
