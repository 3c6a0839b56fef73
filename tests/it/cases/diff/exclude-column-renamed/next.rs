use migrate::Table;

#[derive(Table)]
#[table(name = "t", exclude(postgres = "USING btree (b WITH =)", name = "no_two"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(renamed_from = "a")]
    pub b: i32,
}
