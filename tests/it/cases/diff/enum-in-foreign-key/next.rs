use migrate::{Enum, Table};

#[derive(Enum)]
pub enum Mood {
    Calm,
    Happy,
    Sad,
}

#[derive(Table)]
#[table(name = "p")]
pub struct P {
    #[column(primary_key)]
    pub mood: Mood,
}

#[derive(Table)]
#[table(name = "c")]
pub struct C {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "p.mood")]
    pub mood: Option<Mood>,
}
