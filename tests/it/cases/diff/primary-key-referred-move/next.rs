use migrate::Table;

#[derive(Table)]
#[table(name = "u")]
pub struct U {
    #[column(unique)]
    pub a: i64,
    #[column(primary_key)]
    pub b: i64,
}

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "u.a")]
    pub u: i64,
}
