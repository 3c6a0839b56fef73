//! The engine's session over a connection of sqlx, for each version of sqlx the same text. Knows no driver: what it asks of
//! one is what all of sqlx's have.

/// A module with the session for one version of sqlx.
macro_rules! through {
    ($(#[$doc:meta])* $module:ident, $sqlx:ident, |$sql:ident| $raw:expr) => {
        $(#[$doc])*
        pub mod $module {
            use std::path::PathBuf;
            use std::time::Duration;

            use migrate::dialect::{self, Dialect};
            use migrate::error::{Cause, Error, Place, Result};
            use migrate::session::{Row, Session, answered};
            use $sqlx::{ColumnIndex, Database, Decode, Executor, Row as _};

            /// A connection of sqlx's, lent for migrations.
            #[derive(Debug)]
            pub struct Through<'c, DB: Database> {
                connection: &'c mut DB::Connection,
                dialect: &'static dyn Dialect,
                file: Option<PathBuf>,
            }

            impl<'c, DB> Through<'c, DB>
            where
                DB: Database,
                for<'e> &'e mut DB::Connection: Executor<'e, Database = DB>,
                for<'r> String: Decode<'r, DB>,
                usize: ColumnIndex<DB::Row>,
            {
                /// Borrows the connection.
                ///
                /// # Errors
                ///
                /// When its database is one that cannot be migrated, or does not answer.
                pub async fn new(connection: &'c mut DB::Connection) -> Result<Self> {
                    let dialect = dialect::find(&DB::NAME.to_lowercase())?;
                    let mut through = Through { connection, dialect, file: None };
                    if let Some(query) = dialect.conduct().file {
                        let rows = through.query(query).await?;
                        let file = rows.into_iter().flatten().flatten().next();
                        through.file = file.filter(|file| !file.is_empty()).map(PathBuf::from);
                    }
                    Ok(through)
                }

                /// The connection itself, for hooks.
                pub fn connection(&mut self) -> &mut DB::Connection {
                    self.connection
                }

                fn failure(&self, error: &$sqlx::Error) -> Error {
                    use std::error::Error as _;

                    if let Some(said) = error.as_database_error() {
                        return answered(self.dialect, &said.code().unwrap_or_default(), said.message());
                    }
                    let mut message = error.to_string();
                    if let Some(inner) = error.source().map(ToString::to_string)
                        && !message.contains(&inner)
                    {
                        message = format!("{message}: {inner}");
                    }
                    let lost = matches!(
                        error,
                        $sqlx::Error::Io(_)
                            | $sqlx::Error::Tls(_)
                            | $sqlx::Error::Protocol(_)
                            | $sqlx::Error::WorkerCrashed
                    );
                    Error::database(message)
                        .caused_by(if lost { Cause::Lost } else { Cause::Other })
                }
            }

            impl<DB> Session for Through<'_, DB>
            where
                DB: Database,
                for<'e> &'e mut DB::Connection: Executor<'e, Database = DB>,
                for<'r> String: Decode<'r, DB>,
                usize: ColumnIndex<DB::Row>,
            {
                fn dialect(&self) -> &'static dyn Dialect {
                    self.dialect
                }

                async fn execute(&mut self, sql: &str) -> Result<()> {
                    let $sql = sql;
                    let outcome = (&mut *self.connection).execute($raw).await;
                    outcome.map(drop).map_err(|error| self.failure(&error))
                }

                async fn run(&mut self, statements: &[&str]) -> Result<()> {
                    if self.dialect.conduct().one_message {
                        // On lines of their own, since a statement may end in a comment.
                        let place = (statements.len() == 1).then_some(Place { statement: 0, offset: None });
                        return self.execute(&statements.join("\n;\n")).await.map_err(|error| {
                            match place {
                                Some(place) => error.at(place),
                                None => error,
                            }
                        });
                    }
                    for (statement, sql) in statements.iter().enumerate() {
                        let place = Place { statement, offset: None };
                        self.execute(sql).await.map_err(|error| error.at(place))?;
                    }
                    Ok(())
                }

                async fn query(&mut self, sql: &str) -> Result<Vec<Row>> {
                    let $sql = sql;
                    let rows = (&mut *self.connection).fetch_all($raw).await;
                    let text = |row: &DB::Row| -> std::result::Result<Row, $sqlx::Error> {
                        // Unchecked: what is not prepared comes as text, whatever its type.
                        (0..row.len()).map(|column| row.try_get_unchecked(column)).collect()
                    };
                    rows.and_then(|rows| rows.iter().map(text).collect())
                        .map_err(|error| self.failure(&error))
                }

                async fn pause(&mut self, duration: Duration) -> Result<()> {
                    crate::pause::pause(duration).await;
                    Ok(())
                }

                fn file(&self) -> Option<PathBuf> {
                    self.file.clone()
                }
            }
        }
    };
}

pub(crate) use through;
