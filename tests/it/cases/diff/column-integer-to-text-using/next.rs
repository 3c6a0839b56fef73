use migrate::Table;

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(using(postgres = "'n' || a::text", sqlite = "'n' || a"))]
    pub a: String,
}
