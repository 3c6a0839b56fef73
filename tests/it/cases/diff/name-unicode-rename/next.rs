use migrate::Table;

#[derive(Table)]
#[table(name = "breite", renamed_from = "größe")]
pub struct Breite {
    #[column(primary_key)]
    pub id: i64,
    #[column(unique, renamed_from = "länge")]
    pub höhe: i64,
}
