use migrate::Table;

#[derive(Table)]
#[table(name = "holder_of_twins", index(columns = [the_first_of_two_columns_with_long_names_that_are_alike_one]), index(columns = [the_first_of_two_columns_with_long_names_that_are_alike_two]))]
pub struct HolderOfTwins {
    #[column(primary_key)]
    pub id: i64,
    pub the_first_of_two_columns_with_long_names_that_are_alike_one: i32,
    pub the_first_of_two_columns_with_long_names_that_are_alike_two: i32,
}
