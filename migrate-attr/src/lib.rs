//! The attribute language: what may stand in `#[table(…)]`, `#[column(…)]`, `#[enumeration(…)]` and `#[value(…)]`, read
//! from one struct or enum into values with spans. What the words refer to is not known here, and no schema is.
//!
//! It stands below `migrate-syntax` and `migrate-derive` so that a mistake reads the same in the build and in the editor.

pub mod report;
pub mod suggest;
pub mod cfg;
pub mod meta;
pub mod value;
pub mod key;
pub mod table;
pub mod column;
pub mod enumeration;
pub mod domain;
pub mod object;
pub mod item;

pub use report::{Problem, Report};

/// The dialects by their names.
pub const DIALECTS: [&str; 2] = ["sqlite", "postgres"];

/// The longest identifier, in bytes, that every database keeps whole.
pub const LONGEST: usize = 63;

/// The dialect that a word stands for.
pub fn dialect(word: &str) -> Option<&'static str> {
    match word {
        "sqlite" | "sqlite3" => Some("sqlite"),
        "postgres" | "postgresql" | "pg" => Some("postgres"),
        _ => None,
    }
}
