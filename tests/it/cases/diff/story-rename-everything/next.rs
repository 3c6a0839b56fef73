use migrate::{Enum, Table};

#[derive(Enum)]
#[enumeration(renamed_from = "mood")]
pub enum Feeling {
    #[value(renamed_from = "sad")]
    Low,
    Happy,
}

#[derive(Table)]
#[table(name = "aa", renamed_from = "a", comment = "second")]
pub struct Aa {
    #[column(primary_key)]
    pub id: i64,
    #[column(index, renamed_from = "x")]
    pub xx: i64,
    #[column(default = "low", renamed_from = "mood")]
    pub feeling: Feeling,
}

#[derive(Table)]
#[table(name = "bb", renamed_from = "b")]
pub struct Bb {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "aa.id", on_delete = "set null", index, renamed_from = "a_id")]
    pub aa_id: Option<i64>,
    #[column(unique, renamed_from = "y")]
    pub yy: Option<String>,
}
