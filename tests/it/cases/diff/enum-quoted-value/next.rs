use migrate::{Enum, Table};

#[derive(Enum)]
pub enum Mood {
    #[value(name = "it's")]
    Its,
    #[value(name = "Üb er")]
    Uber,
}

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub mood: Mood,
}
