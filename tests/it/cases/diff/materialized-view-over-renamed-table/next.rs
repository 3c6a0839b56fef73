use migrate::Table;

#[derive(Table)]
#[table(name = "u", renamed_from = "t")]
pub struct U {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
}
