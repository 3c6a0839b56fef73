//! Every word of the language once.
use chrono::{DateTime, NaiveDate, Utc};
use migrate::{Columns, Enum, Table};
use rust_decimal::Decimal;
use serde_json as json;
use uuid::Uuid as Id;

/// A name that cannot be mistaken for another text.
pub struct Email(String);
type Note = Option<String>;

#[derive(Debug, Clone, Enum)]
#[enumeration(name = "role_kind", comment = "what one may do", renamed_from = "roles")]
pub enum Role {
    Admin,
    #[value(name = "nurse_practitioner", renamed_from = "np")]
    NursePractitioner,
}

#[derive(Columns)]
pub struct Audit {
    #[column(default_sql(postgres = "now()", sqlite = "CURRENT_TIMESTAMP"))]
    pub created_at: DateTime<Utc>,
    pub updated_at: Option<time::OffsetDateTime>,
}

#[derive(Table)]
#[table(
    name = "users",
    schema = "staff",
    comment = "who may sign in",
    renamed_from = "people",
    strict,
    index(columns = [team_id, created_at(desc, nulls = "last")], include = [email]),
    index("lower(email)", name = "users_mail", unique, where = "active", renamed_from = "mail_ix"),
    index(tags, method = "gin", only = "postgres", with(fastupdate = false)),
    unique(columns = [first, last], nulls_not_distinct, deferrable = "deferred"),
    check("age >= 0", name = "age_is_positive"),
    check(postgres = "first ~ '^[A-Z]'"),
)]
#[derive(Debug)]
pub struct User {
    #[column(primary_key, auto)]
    pub id: i64,
    #[column(unique, max_length = 255, renamed_from = "mail", collation = "NOCASE")]
    pub email: Email,
    pub first: String,
    pub last: Note,
    #[column(references = Team, on_delete = "set null", index)]
    pub team_id: Option<Id>,
    #[column(default = true)]
    pub active: bool,
    #[column(default = -1, check = "age < 200", backfill = "0")]
    pub age: i16,
    #[column(precision = 10, scale = 2, default = 0.50)]
    pub pay: Decimal,
    #[column(default = Role::NursePractitioner)]
    pub role: Role,
    pub picture: Option<Vec<u8>>,
    #[column(type(sqlite = "TEXT"))]
    pub tags: Vec<String>,
    #[column(default = "{}", comment = "anything")]
    pub settings: json::Value,
    #[column(type(postgres = "inet", sqlite = "TEXT"), using = "address::inet")]
    pub address: Option<std::net::IpAddr>,
    #[column(generated = "first || ' ' || last", virtual)]
    pub full: String,
    pub born: Option<NaiveDate>,
    #[column(flatten)]
    pub audit: Audit,
    #[column(skip)]
    pub cache: std::collections::HashMap<String, String>,
    #[cfg(feature = "extra")]
    pub extra: Option<char>,
    #[cfg(test)]
    pub only_in_tests: Nonsense,
    #[column(name = "kind")]
    pub r#type: char,
}

#[derive(migrate::Table)]
#[table(foreign_key(columns = [ward, bed], references = "bed(ward, number)", on_delete = "restrict", match_full))]
pub struct Team {
    #[column(primary_key)]
    pub id: Id,
    #[column(identity(always, start = 100))]
    pub number: i32,
    pub ward: Option<i32>,
    pub bed: Option<i32>,
}

#[derive(Table)]
#[table(primary_key(columns = [ward, number]), without_rowid, exclude(postgres = "USING gist (ward WITH =)"))]
pub struct Bed {
    pub ward: i32,
    pub number: i32,
}
