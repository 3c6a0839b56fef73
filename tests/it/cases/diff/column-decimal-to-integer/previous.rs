use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(precision = 12, scale = 2)]
    pub a: rust_decimal::Decimal,
}
