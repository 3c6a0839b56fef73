use migrate::{Enum, Table};

#[derive(Enum)]
pub enum Mood {
    Sad,
}

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: Mood,
    pub b: Option<Mood>,
}
