//! Reaches a PostgreSQL database: by URL, and through connections that the caller has.
