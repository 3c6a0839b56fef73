use migrate::Table;

#[derive(Table)]
#[table(name = "measured", partition_by = "RANGE (day)", primary_key(columns = [day, id]))]
pub struct Measured {
    pub day: chrono::NaiveDate,
    pub id: i64,
    pub value: Option<i32>,
}
