use migrate::Table;

#[derive(Table)]
#[table(name = "t", check("a <> ''", name = "full"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: String,
}
