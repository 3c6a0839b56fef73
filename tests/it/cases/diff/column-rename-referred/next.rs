use migrate::Table;

#[derive(Table)]
#[table(name = "u")]
pub struct U {
    #[column(primary_key)]
    pub id: i64,
    #[column(renamed_from = "code", unique)]
    pub key: String,
}

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "u.key")]
    pub u: String,
}
