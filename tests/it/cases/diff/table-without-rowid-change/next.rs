use migrate::Table;

#[derive(Table)]
#[table(name = "t", without_rowid)]
pub struct T {
    #[column(primary_key)]
    pub a: String,
    #[column(default = 0)]
    pub b: i32,
}
