use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(precision = 30, scale = 10)]
    pub a: rust_decimal::Decimal,
}
