use migrate::Table;

#[derive(Table)]
#[table(name = "t", check("b > 0", name = "positive"), index(columns = ["abs(b)"], where = "b > 1", name = "ix"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(renamed_from = "a")]
    pub b: i32,
    #[column(generated = "b + 1")]
    pub g: Option<i32>,
}
