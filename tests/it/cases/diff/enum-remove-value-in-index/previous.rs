use migrate::{Enum, Table};

#[derive(Enum)]
pub enum Mood {
    Sad,
    Happy,
    Calm,
}

#[derive(Table)]
#[table(name = "t", index(columns = [mood], where = "mood = 'sad'", name = "ix"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(unique)]
    pub mood: Mood,
}
