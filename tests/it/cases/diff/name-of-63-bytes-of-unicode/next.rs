use migrate::Table;

#[derive(Table)]
#[table(name = "äääääääääääääääääääääääääääääääa")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(name = "üüüüüüüüüüüüüüüüüüüüüüüüüüüüüüüu", unique, index)]
    pub a: i32,
}
