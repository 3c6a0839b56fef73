use migrate::{Enum, Table};

#[derive(Enum)]
pub enum Mood {
    Sad,
    Happy,
    Calm,
}

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub moods: Vec<Mood>,
}
