use migrate::Table;

#[derive(Table)]
#[table(name = "bill")]
pub struct Bill {
    #[column(primary_key)]
    pub id: i64,
    #[column(precision = 10, scale = 2)]
    pub amount: rust_decimal::Decimal,
}
