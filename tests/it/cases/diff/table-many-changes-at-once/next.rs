use migrate::Table;

#[derive(Table)]
#[table(name = "t", index(columns = [a, b], name = "ix_ab"), check("b > 1", name = "positive"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(unique)]
    pub a: Option<String>,
    #[column(default = 5)]
    pub b: i64,
    pub d: Option<bool>,
}
