use migrate::{Enum, Table};

#[derive(Enum)]
pub enum State {
    Open,
    Paid,
}

#[derive(Table)]
#[table(name = "customers")]
pub struct Customers {
    #[column(primary_key, auto)]
    pub id: i64,
    #[column(unique, max_length = 200)]
    pub email: String,
}

#[derive(Table)]
#[table(name = "orders")]
pub struct Orders {
    #[column(primary_key, auto)]
    pub id: i64,
    #[column(references = "customers.id", on_delete = "cascade", index)]
    pub customer_id: i64,
    #[column(default_sql = "'open'")]
    pub state: State,
    #[column(precision = 12, scale = 2, check = "total >= 0")]
    pub total: rust_decimal::Decimal,
}

#[derive(Table)]
#[table(name = "order_lines", primary_key(columns = [order_id, line]))]
pub struct OrderLines {
    #[column(references = "orders.id", on_delete = "cascade")]
    pub order_id: i64,
    pub line: i32,
    pub what: String,
}
