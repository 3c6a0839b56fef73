use migrate::Table;

#[derive(Table)]
#[table(name = "t", index(columns = [expr("lower(a)", desc), b], name = "ix"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: String,
    pub b: i32,
}
