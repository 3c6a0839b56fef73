use migrate::{Enum, Table};

#[derive(Enum)]
#[enumeration(schema = "app")]
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
