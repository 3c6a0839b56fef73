use migrate::{Enum, Table};

#[derive(Enum)]
#[enumeration(schema = "app", renamed_from = "public.mood")]
pub enum Mood {
    Sad,
    Happy,
}

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub mood: Mood,
}
