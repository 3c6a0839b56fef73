//! One of each mistake.
use migrate::{Columns, Enum, Table};

struct Date;

#[derive(Table)]
#[table(nme = "x", index(columns = [titel]), unique(columns = []), check(mysql = "1"), name = "a", index("title desc"))]
struct A {
    #[column(primary_key, auot)]
    id: u64,
    title: String,
    #[column(default = "yes")]
    flag: bool,
    #[column(default = 70_000)]
    small: i16,
    #[column(default = 0, default_sql = "1")]
    both: i32,
    date: Date,
    uuid: Uuid,
    #[column(references = "bb.id")]
    b: i32,
    #[column(references = B)]
    b2: i32,
    #[column(references = "b.nme")]
    b3: i64,
    #[column(references = "b.id", on_delete = "set null")]
    b4: i64,
    #[column(references = "b.id", on_delete = "cascad")]
    b5: i64,
    #[column(max_length = 3)]
    number: i32,
    #[column(nullable, unique = "x")]
    words: String,
    twice: Option<Option<i32>>,
    #[column(name = "title")]
    other: String,
    #[column(collation = "")]
    empty: String,
    #[column(default = Kind::Tree)]
    kind: Kind,
    #[column(default = "tre")]
    kind2: Kind,
    #[column(flatten)]
    shared: Option<Shared>,
    whole: Shared,
    table: B,
    #[column(on_delete = "cascade")]
    nothing: i32,
    #[column(scale = 2)]
    x: std::rc::Rc<str>,
    #[column(a_name_that_is_unknown_to_everyone)]
    #[table(name = "b")]
    y: i32,
    #[column(name = "a_name_of_more_than_sixty_three_bytes_which_no_database_would_keep_whole")]
    z: i32,
}

#[derive(Table)]
struct B {
    #[column(primary_key)]
    id: Option<i64>,
    name: String,
}

#[derive(Table)]
#[table(name = "a")]
struct C {
    id: i64,
}

#[derive(Table)]
struct Generic<T> {
    id: T,
}

#[derive(Table)]
struct Tuple(i32);

#[derive(Table)]
union U {
    id: i32,
}

#[derive(Table)]
enum E {
    A,
}

struct Forgotten {
    #[column(primary_key)]
    id: i32,
}

#[derive(Columns)]
struct Shared {
    thing: Unknown,
}

#[derive(Enum)]
enum Kind {
    Three,
    Data(i32),
    #[value(name = "three")]
    Four,
}

tables! {
    #[derive(Table)]
    struct Hidden { id: i32 }
}
