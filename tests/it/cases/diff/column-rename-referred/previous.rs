use migrate::Table;

#[derive(Table)]
#[table(name = "u")]
pub struct U {
    #[column(primary_key)]
    pub id: i64,
    #[column(unique)]
    pub code: String,
}

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "u.code")]
    pub u: String,
}
