use migrate::Table;

#[derive(Table)]
#[table(name = "table")]
pub struct Table {
    #[column(primary_key)]
    pub select: i64,
    #[column(name = "from")]
    pub from_: i32,
}
