use migrate::Table;

#[derive(Table)]
#[table(name = "bill", check("cents >= 0", name = "not_negative"))]
pub struct Bill {
    #[column(primary_key)]
    pub id: i64,
    #[column(backfill = "amount * 100")]
    pub cents: i64,
}
