use migrate::{Domain, Table};

#[derive(Domain)]
#[domain(name = "e mail", check("VALUE LIKE '%@%'", name = "has_at"), max_length = 80)]
pub struct Email(pub String);

#[derive(Domain)]
#[domain(default = 1, not_null, check = "VALUE BETWEEN 0 AND 150")]
pub struct Age(pub i32);

#[derive(Table)]
#[table(name = "t")]
pub struct T {
    #[column(primary_key)]
    pub id: i64,
    pub mail: Option<Email>,
    pub age: Age,
}
