use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    pub a: i64,
    #[column(primary_key)]
    pub b: String,
}
