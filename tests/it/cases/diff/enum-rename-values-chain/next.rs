use migrate::{Enum, Table};

#[derive(Enum)]
pub enum Mood {
    #[value(renamed_from = "a")]
    B,
    #[value(renamed_from = "b")]
    C,
}

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub mood: Mood,
}
