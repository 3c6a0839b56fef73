use migrate::{Enum, Table};

#[derive(Enum)]
pub enum Mood {
    Happy,
    Sad,
}

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
    pub mood: Option<Mood>,
}
