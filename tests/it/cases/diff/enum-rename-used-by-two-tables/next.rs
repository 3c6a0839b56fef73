use migrate::{Enum, Table};

#[derive(Enum)]
#[enumeration(renamed_from = "mood")]
pub enum Feeling {
    Sad,
    Happy,
}

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub mood: Feeling,
}

#[derive(Table)]
#[table(name = "u")]
pub struct U {
    #[column(primary_key)]
    pub id: i64,
    #[column(default = "sad")]
    pub mood: Option<Feeling>,
}
