use migrate::Table;

#[derive(Table)]
#[table(name = "t", index(columns = [a(collation = "NOCASE")], name = "ix", only = "sqlite"), index(columns = [a(collation = "C")], name = "ix_c", only = "postgres"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: String,
}
