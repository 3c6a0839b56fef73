use migrate::Table;

#[derive(Table)]
#[table(name = "measured", partition_by = "RANGE (day)", primary_key(columns = [day, id]))]
pub struct Measured {
    pub day: chrono::NaiveDate,
    pub id: i64,
    #[column(references = "team.id")]
    pub team_id: Option<i64>,
}

#[derive(Table)]
#[table(name = "team")]
pub struct Team {
    #[column(primary_key)]
    pub id: i64,
}
