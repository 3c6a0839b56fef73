use migrate::{Domain, Table};

#[derive(Domain)]
#[domain(name = "age")]
pub struct Age(pub i32);

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub age: Option<Age>,
}
