use migrate::{Enum, Table};

#[derive(Enum)]
#[enumeration(name = "temper", renamed_from = "mood")]
pub enum Mood {
    Happy,
    Sad,
}

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub mood: Mood,
}
