use migrate::{Enum, Table};

#[derive(Enum)]
pub enum Mood {
    #[value(renamed_from = "sad")]
    Low,
    Happy,
}

#[derive(Table)]
#[table(name = "t", check("mood <> 'low'", name = "ck"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(default = "happy")]
    pub mood: Mood,
}
