use migrate::Table;

#[derive(Table)]
#[table(name = "group", renamed_from = "order", check("\"from\" > 0", name = "check"), index(columns = [from], name = "index"))]
pub struct Group {
    #[column(primary_key)]
    pub id: i64,
    #[column(unique(name = "unique"), renamed_from = "select")]
    pub from: i64,
    pub table: Option<String>,
}
