use migrate::Table;

#[derive(Table)]
#[table(name = "t", without_rowid, primary_key(columns = [a, b], on_conflict = "fail"))]
pub struct T {
    pub a: String,
    #[column(unique)]
    pub b: String,
    #[column(default = 3)]
    pub c: Option<i32>,
}
