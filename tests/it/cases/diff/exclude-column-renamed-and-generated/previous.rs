use migrate::Table;

#[derive(Table)]
#[table(name = "t", exclude(postgres = "USING btree (\"b_2\" WITH =) WHERE (id > 3)", name = "no_two"))]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(generated = "id * 2", stored)]
    pub b_2: Option<i64>,
}
