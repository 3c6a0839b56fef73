use migrate::Table;

#[derive(Table)]
#[table(name = "t", exclude(postgres = "USING btree (a WITH =)", name = "no_two"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub a: i32,
}
