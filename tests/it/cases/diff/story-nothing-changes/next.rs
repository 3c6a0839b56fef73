use migrate::{Enum, Table};

#[derive(Enum)]
pub enum Mood {
    Happy,
}

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub mood: Mood,
}

#[derive(Table)]
#[table(name = "u")]
pub struct U {
    #[column(primary_key)]
    pub id: i64,
    #[column(unique, index, default = "x", check = "length(a) > 0")]
    pub a: String,
}
