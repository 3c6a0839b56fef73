use migrate::{Enum, Table};

#[derive(Enum)]
pub enum Thing {
    A,
    B,
}

#[derive(Table)]
#[table(name = "holder")]
pub struct Holder {
    #[column(primary_key)]
    pub id: i64,
    pub thing: Thing,
}
