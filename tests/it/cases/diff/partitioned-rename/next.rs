use migrate::Table;

#[derive(Table)]
#[table(name = "readings", renamed_from = "measured", partition_by = "RANGE (day)", primary_key(columns = [day, id]))]
pub struct Reading {
    pub day: chrono::NaiveDate,
    pub id: i64,
    pub value: Option<i32>,
}
