use migrate::{Enum, Table};

#[derive(Enum)]
#[enumeration(renamed_from = "mood")]
pub enum Feeling {
    #[value(renamed_from = "sad")]
    Low,
    Happy,
}

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(default = "low", renamed_from = "mood")]
    pub feeling: Feeling,
}
