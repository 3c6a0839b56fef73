use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    pub a: String,
    #[column(primary_key, auto)]
    pub n: i64,
    pub b: String,
}
