use migrate::Table;

#[derive(Table)]
#[table(name = "t", check("a IS NOT NULL"), check("coalesce(a, 0) > 0"), check("a > 0 OR id > 5"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: Option<i64>,
}
