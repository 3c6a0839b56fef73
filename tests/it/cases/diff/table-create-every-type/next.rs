use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub b: bool,
    pub i8_: i8,
    pub i16_: i16,
    pub i32_: i32,
    pub u32_: u32,
    pub f32_: f32,
    pub f64_: f64,
    pub c: char,
    pub s: String,
    #[column(max_length = 40)]
    pub v: String,
    pub bytes: Vec<u8>,
    pub date: chrono::NaiveDate,
    pub clock: chrono::NaiveTime,
    pub stamp: chrono::NaiveDateTime,
    pub moment: chrono::DateTime<chrono::Utc>,
    pub uuid: uuid::Uuid,
    pub json: serde_json::Value,
    pub dec: rust_decimal::Decimal,
    #[column(precision = 10, scale = 2)]
    pub money: rust_decimal::Decimal,
}
