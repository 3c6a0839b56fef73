use migrate::{Enum, Table};

#[derive(Enum)]
pub enum Mood {
    Sad,
    Happy,
}

#[derive(Table)]
#[table(name = "a", comment = "first")]
pub struct A {
    #[column(primary_key)]
    pub id: i64,
    #[column(index)]
    pub x: i32,
    #[column(default = "sad")]
    pub mood: Mood,
}

#[derive(Table)]
#[table(name = "b")]
pub struct B {
    #[column(primary_key)]
    pub id: i64,
    #[column(references = "a.id", on_delete = "cascade", index)]
    pub a_id: i64,
    #[column(unique)]
    pub y: String,
}
