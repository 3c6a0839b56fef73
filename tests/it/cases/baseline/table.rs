//! Models whose database is dumped, and the dump replayed: everything that a server words in its own way.

use migrate::{Enum, Table};

#[derive(Enum)]
pub enum Mood {
    Sad,
    #[value(name = "it's fine")]
    Fine,
}

#[derive(Table)]
#[table(
    name = "people",
    comment = "who is who",
    with(fillfactor = 70),
    check("age BETWEEN 0 AND 150", name = "ck_age"),
    check("kind IN ('a', 'b') OR kind LIKE 'x%'"),
    check("mood NOT IN ('sad') OR age != -1"),
    check("trim(name) <> '' AND char_length(name) >= 2"),
    check("price > 0 AND ratio >= 0.5 AND price * age < 1000"),
    check("born < CURRENT_DATE AND made > now() - interval '1 day'", name = "ck_when"),
    check("facts ->> 'k' = 'x' AND jsonb_typeof(facts) = 'object'"),
    check("tags <@ ARRAY['a', 'b'] AND 'c' <> ALL (tags)"),
    check("CASE WHEN age > 1 THEN kind ELSE 'none' END <> ''"),
    index("lower(name)", unique, where = "mood IN ('sad', 'it''s fine') AND age > 1"),
    index(kind(desc, nulls = "last", opclass = "varchar_pattern_ops"), include = [age]),
    index(columns = [facts], method = "gin"),
    unique(columns = [kind, age], deferrable = "deferred"),
    exclude(postgres = "USING gist (span WITH &&) WHERE (age > 1)", name = "no_two")
)]
pub struct People {
    #[column(primary_key, auto)]
    pub id: i64,
    #[column(max_length = 40, comment = "as said")]
    pub name: String,
    #[column(max_length = 3, default = "a")]
    pub kind: String,
    #[column(default = -1)]
    pub age: i32,
    #[column(default = "sad")]
    pub mood: Mood,
    #[column(precision = 10, scale = 2, default = 0)]
    pub price: rust_decimal::Decimal,
    #[column(default = 0.5)]
    pub ratio: f64,
    #[column(default_sql = "CURRENT_DATE")]
    pub born: chrono::NaiveDate,
    #[column(default_sql = "now()")]
    pub made: chrono::DateTime<chrono::Utc>,
    #[column(default_sql = "now() AT TIME ZONE 'utc'")]
    pub told: chrono::NaiveDateTime,
    #[column(default = "{}")]
    pub facts: serde_json::Value,
    #[column(default_sql = "ARRAY['a', 'b']")]
    pub tags: Vec<String>,
    #[column(type = "int4range")]
    pub span: Option<String>,
    #[column(default_sql = "gen_random_uuid()", unique)]
    pub key: uuid::Uuid,
    #[column(generated = "name || ' of ' || kind", max_length = 60)]
    pub full: String,
    #[column(identity(always, start = 5))]
    pub number: i32,
    #[column(collation = "C")]
    pub code: Option<String>,
    #[column(references = "people.id", on_delete = "set null")]
    pub parent: Option<i64>,
}

#[derive(Table)]
#[table(schema = "app", name = "Or\"der", unlogged, primary_key(columns = [a, b]), check("\"a\" <> b OR \"select\" IS NOT NULL"))]
pub struct Order {
    pub a: i32,
    pub b: i32,
    #[column(references = "people.id", deferrable)]
    pub select: Option<i64>,
}
