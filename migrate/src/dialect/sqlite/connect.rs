//! Reaches a SQLite database: by URL, and through connections that the caller has.
