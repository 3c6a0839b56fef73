use migrate::{Enum, Table};

#[derive(Enum)]
pub enum Mood {
    Sad,
    Happy,
}

#[derive(Table)]
#[table(name = "t", check("mood <> 'sad'", name = "cheerful"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub mood: Mood,
}
