use migrate::Table;

#[derive(Table)]
#[table(name = "t", check("a <> 'it''s ; -- \"x\"'", name = "odd"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: String,
}
