use migrate::Table;

#[derive(Table)]
#[table(name = "team")]
pub struct Team {
    #[column(primary_key)]
    pub id: i64,
    pub z: bool,
}

#[derive(Table)]
#[table(name = "member")]
pub struct Member {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = Team)]
    pub team_id: i64,
}
