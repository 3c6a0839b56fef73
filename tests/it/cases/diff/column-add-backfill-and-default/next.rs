use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: String,
    #[column(default = 1, backfill = "2")]
    pub b: i32,
}
