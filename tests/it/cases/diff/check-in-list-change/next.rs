use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(check("s IN ('a', 'b', 'c')", name = "s_is_known"))]
    pub s: String,
}
