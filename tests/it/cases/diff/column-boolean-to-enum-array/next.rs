use migrate::{Enum, Table};

#[derive(Enum)]
pub enum Mood {
    True,
    False,
}

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: Vec<Mood>,
}
