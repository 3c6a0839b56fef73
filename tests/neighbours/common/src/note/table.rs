//! A note.

use migrate::Table;

/// A note.
#[derive(Table)]
#[table(name = "notes")]
#[allow(dead_code)]
pub struct Note {
    /// Its number.
    #[column(primary_key)]
    pub id: i64,
    /// What it says.
    pub text: String,
}
