use migrate::{Enum, Table};

#[derive(Enum)]
pub enum Mood {
    Happy,
    Sad,
    Calm,
}

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(default_sql = "'calm'")]
    pub mood: Mood,
}
