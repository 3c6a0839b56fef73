use migrate::{Enum, Table};

#[derive(Enum)]
pub enum Mood {
    #[value(name = "it's")]
    Sad,
    #[value(name = "two words; -- no")]
    Odd,
    #[value(name = "größe")]
    Uni,
    #[value(name = "a_value_whose_name_is_as_long_as_any_name_of_sixty_three_bytes")]
    Long,
}

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub mood: Mood,
}
