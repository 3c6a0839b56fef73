use migrate::Table;

#[derive(Table)]
#[table(name = "people")]
pub struct People {
    #[column(primary_key)]
    pub id: i64,
    pub name: String,
}

#[derive(Table)]
#[table(name = "profiles")]
pub struct Profiles {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "people.id", unique)]
    pub person_id: i64,
    pub bio: String,
}
