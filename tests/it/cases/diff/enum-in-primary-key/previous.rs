use migrate::{Enum, Table};

#[derive(Enum)]
pub enum Mood {
    Sad,
    Happy,
}

#[derive(Table)]
#[table(name = "t", primary_key(columns = [mood, n]))]
pub struct T {
    pub mood: Mood,
    pub n: i32,
}
