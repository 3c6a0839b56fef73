use migrate::{Enum, Table};

#[derive(Enum)]
pub enum Mood {
    A,
    B,
}

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub mood: Mood,
}
