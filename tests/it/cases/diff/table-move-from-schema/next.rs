use migrate::Table;

#[derive(Table)]
#[table(name = "t", renamed_from = "app.t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: String,
}
