use migrate::Table;

#[derive(Table)]
#[table(name = "u")]
pub struct U {
    #[column(primary_key)]
    pub id: i64,
    pub b: String,
}
