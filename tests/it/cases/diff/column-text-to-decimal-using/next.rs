use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(precision = 10, scale = 2, using(postgres = "length(a)::numeric", sqlite = "length(a)"))]
    pub a: Option<rust_decimal::Decimal>,
}
