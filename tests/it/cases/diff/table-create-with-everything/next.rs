use migrate::{Enum, Table};

#[derive(Enum)]
pub enum Mood {
    Sad,
    Happy,
}

#[derive(Table)]
#[table(name = "p")]
pub struct P {
    #[column(primary_key)]
    pub id: i64,
    #[column(unique)]
    pub name: String,
}

#[derive(Table)]
#[table(name = "t", comment = "all of it", check("a > 0", name = "positive"), index(columns = [a, b(desc)], where = "a > 1", name = "ix_part"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(default = 1)]
    pub a: i32,
    #[column(collation(postgres = "C", sqlite = "NOCASE"), comment = "it's b")]
    pub b: Option<String>,
    #[column(generated = "a * 2")]
    pub g: i32,
    #[column(references = "p.id", on_delete = "cascade", index)]
    pub p_id: i64,
    #[column(default = "sad")]
    pub mood: Mood,
}
