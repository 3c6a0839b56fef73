use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(default = 12345678901234.50)]
    pub a: rust_decimal::Decimal,
}
