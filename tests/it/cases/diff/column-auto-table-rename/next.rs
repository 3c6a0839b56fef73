use migrate::Table;

#[derive(Table)]
#[table(name = "u", renamed_from = "t")]
pub struct U {
    #[column(primary_key, auto)]
    pub id: i64,
    pub a: String,
}
