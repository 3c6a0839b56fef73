use migrate::Table;

#[derive(Table)]
#[table(name = "a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty")]
pub struct AVeryLongTableNameThatGoesOnAndOnUntilItIsSixty {
    #[column(primary_key)]
    pub id: i64,
    #[column(index, unique, check = "a > 0")]
    pub a: i32,
    #[column(references = "a_very_long_table_name_that_goes_on_and_on_until_it_is_sixty.id")]
    pub parent_with_a_long_name_too: Option<i64>,
}
