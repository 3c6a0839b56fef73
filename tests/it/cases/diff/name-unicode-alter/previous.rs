use migrate::Table;

#[derive(Table)]
#[table(name = "betten")]
pub struct Betten {
    #[column(primary_key)]
    pub id: i64,
    #[column(name = "größe", index)]
    pub size: i32,
}
