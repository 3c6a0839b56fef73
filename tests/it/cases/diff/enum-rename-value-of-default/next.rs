use migrate::{Enum, Table};

#[derive(Enum)]
pub enum Mood {
    Happy,
    #[value(renamed_from = "sad")]
    Gloomy,
}

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(default_sql = "'gloomy'")]
    pub mood: Mood,
}
