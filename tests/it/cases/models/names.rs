//! Names that meet.
use migrate::{Enum, Table};

#[derive(Table)]
#[table(index(columns = [b_c]), unique(columns = [b_c]), index(columns = [b_c], where = "b_c > 0"))]
struct A {
    #[column(primary_key)]
    id: i64,
    b_c: i32,
}

#[derive(Table)]
#[table(index(c), primary_key(columns = [id]))]
struct AB {
    #[column(primary_key)]
    id: i64,
    c: i32,
}

#[derive(Table)]
#[table(name = "a_b", index(columns = [c]), primary_key(columns = [id, c]))]
struct Third {
    id: i64,
    c: Option<i32>,
}

#[derive(Enum)]
enum Kind {
    One,
}

mod other {
    #[derive(migrate::Enum)]
    #[enumeration(name = "kind")]
    enum Kinds {
        Two,
    }
}
