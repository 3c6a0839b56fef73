use migrate::Table;

#[derive(Table)]
#[table(name = "t", check("twice(a) > 0", name = "ck"), index(columns = ["twice(a)"], name = "ix"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
}
