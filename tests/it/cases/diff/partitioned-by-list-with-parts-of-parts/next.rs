use migrate::Table;

#[derive(Table)]
#[table(name = "sales", partition_by = "LIST (region)", primary_key(columns = [region, id]), index(columns = [total]))]
pub struct Sale {
    pub region: String,
    pub id: i64,
    pub total: Option<i64>,
}
