use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(precision = 12, scale = 4)]
    pub a: rust_decimal::Decimal,
}
