use migrate::Table;

#[derive(Table)]
#[table(name = "t", exclude(postgres = "USING gist (int4range(a, b) WITH &&)", name = "apart"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
    pub b: i32,
}
