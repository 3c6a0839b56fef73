use migrate::Table;

#[derive(Table)]
#[table(name = "semi;colon -- x")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    #[column(name = "$1 /* y */", unique)]
    pub a: i32,
    #[column(name = "back\\slash", index)]
    pub b: i32,
}
