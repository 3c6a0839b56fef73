use migrate::Table;

#[derive(Table)]
#[table(name = "t", index(columns = [a], name = "ix"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: String,
}
