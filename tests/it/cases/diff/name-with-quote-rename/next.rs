use migrate::Table;

#[derive(Table)]
#[table(name = "e 'f'", renamed_from = "a \"b\"")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(name = "g \"h\"", renamed_from = "c 'd'", index)]
    pub x: i64,
}
