use migrate::Table;

#[derive(Table)]
#[table(name = "a_table_whose_name_is_exactly_as_long_as_sixty_three_bytes_allo")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(name = "a_column_whose_name_is_exactly_as_long_as_sixty_three_bytes_all")]
    pub a: i32,
}
