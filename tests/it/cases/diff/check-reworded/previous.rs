use migrate::Table;

#[derive(Table)]
#[table(
    name = "t",
    check("n >= 0 AND n <= 9", name = "ck_n"),
    check("(b)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[])", name = "ck_b"),
    index("lower((b)::text)", name = "ix_b", where = "n > (0)::numeric")
)]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(precision = 5, scale = 2, default_sql = "'-1'::integer")]
    pub n: rust_decimal::Decimal,
    #[column(max_length = 9, default_sql = "'x'::character varying")]
    pub b: String,
}
