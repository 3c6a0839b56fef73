use migrate::Table;

#[derive(Table)]
#[table(name = "t", primary_key(columns = [id], on_conflict = "replace"), unique(columns = [b], on_conflict = "ignore"))]
pub struct T {
    pub id: i64,
    #[column(default = "x")]
    pub a: String,
    pub b: String,
}
