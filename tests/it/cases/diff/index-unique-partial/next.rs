use migrate::Table;

#[derive(Table)]
#[table(name = "t", index(columns = [a], unique, where(postgres = "b", sqlite = "b = 1"), name = "ix"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: String,
    pub b: bool,
}
