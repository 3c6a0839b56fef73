use migrate::Table;

#[derive(Table)]
#[table(name = "table")]
pub struct Table {
    #[column(primary_key)]
    pub select: i64,
    #[column(name = "from", index)]
    pub from_: i64,
    #[column(name = "to", default = 1)]
    pub to_: i32,
}
