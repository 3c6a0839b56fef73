use migrate::{Domain, Table};

#[derive(Domain)]
#[domain(check("VALUE < 150", name = "ck_age_most"), check("VALUE > 0", name = "ck_age_least"))]
pub struct Age(pub i32);

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub age: Option<Age>,
}
