use migrate::{Enum, Table};

#[derive(Enum)]
pub enum Mood {
    Sad,
    Happy,
}

#[derive(Table)]
#[table(name = "t", check("mood <> 'sad'", name = "ck"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(default = "happy")]
    pub mood: Mood,
}
