use migrate::Table;

#[derive(Table)]
#[table(name = "person")]
pub struct Person {
    #[column(primary_key)]
    pub id: i64,
    pub name: String,
    #[column(backfill(postgres = "split_part(name, ' ', 1)", sqlite = "substr(name, 1, instr(name || ' ', ' ') - 1)"))]
    pub first: String,
    pub last: Option<String>,
}
