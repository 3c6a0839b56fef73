use migrate::Table;

#[derive(Table)]
#[table(name = "team")]
pub struct Team {
    #[column(primary_key)]
    pub id: i64,
    pub z: bool,
}
