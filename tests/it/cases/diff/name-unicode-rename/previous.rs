use migrate::Table;

#[derive(Table)]
#[table(name = "größe")]
pub struct GrE {
    #[column(primary_key)]
    pub id: i64,
    #[column(unique)]
    pub länge: i32,
}
