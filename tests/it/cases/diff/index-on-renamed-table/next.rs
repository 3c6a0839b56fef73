use migrate::Table;

#[derive(Table)]
#[table(name = "u", renamed_from = "t", index(columns = [a], name = "ix_t_a"))]
pub struct U {
    #[column(primary_key)]
    pub id: i64,
    pub a: String,
}
