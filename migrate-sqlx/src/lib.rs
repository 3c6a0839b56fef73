//! Runs migrations through a connection of sqlx, PostgreSQL's or SQLite's, with all that the runner promises. Opens no
//! connection and links no driver: the application's own does the work.
//!
//! ```ignore
//! // Cargo.toml: migrate-sqlx = { version = "0.1", features = ["sqlx-0-9"] }
//! let mut connection = sqlx::SqliteConnection::connect("sqlite:app.db").await?;
//! let mut session = migrate_sqlx::v0_9::Through::new(&mut connection).await?;
//! migrations::migrator().run_async(&mut session).await?;
//! ```
//!
//! The connection must not be in a transaction. Statements are sent as they are, never prepared, so they pass through any
//! proxy and leave nothing in sqlx's cache of statements. A statement timeout on SQLite is refused: sqlx cannot interrupt.
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(any(feature = "sqlx-0-8", feature = "sqlx-0-9"))]
mod pause;
#[cfg(any(feature = "sqlx-0-8", feature = "sqlx-0-9"))]
mod through;

#[cfg(feature = "sqlx-0-8")]
through::through!(
    /// For connections of sqlx 0.8.
    v0_8, sqlx_0_8, |sql| sqlx_0_8::raw_sql(sql)
);
#[cfg(feature = "sqlx-0-9")]
through::through!(
    /// For connections of sqlx 0.9.
    v0_9, sqlx_0_9, |sql| sqlx_0_9::raw_sql(sqlx_0_9::AssertSqlSafe(sql.to_owned()))
);
