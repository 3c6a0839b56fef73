use migrate::Table;

#[derive(Table)]
#[table(name = "u")]
pub struct U {
    #[column(primary_key)]
    pub id: i64,
    #[column(unique)]
    pub code: i64,
}

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "u.id")]
    pub u_id: Option<i64>,
}
