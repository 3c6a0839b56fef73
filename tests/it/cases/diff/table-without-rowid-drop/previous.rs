use migrate::Table;

#[derive(Table)]
#[table(name = "t", without_rowid)]
pub struct T {
    #[column(primary_key)]
    pub a: String,
    pub b: Option<i32>,
}
