use migrate::Table;

#[derive(Table)]
#[table(
    name = "t",
    check("n BETWEEN 0 AND 9", name = "ck_n"),
    check("b IN ('x', 'y')", name = "ck_b"),
    index("lower(b)", name = "ix_b", where = "n > 0")
)]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(precision = 5, scale = 2, default = -1)]
    pub n: rust_decimal::Decimal,
    #[column(max_length = 9, default = "x")]
    pub b: String,
}
