use migrate::Table;

#[derive(Table)]
#[table(name = "t", index(columns = [b], name = "ix_t_b", renamed_from = "ix_t_a"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(renamed_from = "a")]
    pub b: i64,
}
