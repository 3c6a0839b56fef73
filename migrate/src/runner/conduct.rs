//! How a database wants to be spoken to while revisions run, as data that its dialect fills in. Runs nothing.

use std::path::Path;

use super::Holder;
use crate::error::Cause;
use crate::revision::Limits;

/// What is said to a database around the SQL of revisions. SQL is always without its final semicolon.
#[derive(Debug)]
pub struct Conduct {
    /// Opens the transaction of a revision.
    pub begin: &'static str,
    /// A statement that has the server end what it does soon when nobody is there any more to hear of it: until the
    /// transaction ends, or, where it is `lasting`, for the connection.
    pub attentive: Option<fn(lasting: bool) -> String>,
    /// A whole transaction is best sent as one message. Where not, a call costs nothing, and its effect is looked at
    /// before the next.
    pub one_message: bool,
    /// The type of a column that holds a moment.
    pub moment_type: &'static str,
    /// `{column}`, a moment, as `2025-12-24 03:27:01 UTC`.
    pub moment_text: fn(column: &str) -> String,
    /// The query for revision and checksum of the whole history as one value, which costs less than as many rows:
    /// [`GATHERED`] between the two, and between one row and the next; NULL without rows.
    pub gathered: fn(table: &str) -> String,
    /// `2025-12-24 03:27:01 UTC` as the text of a value of such a column.
    pub moment: for<'m> fn(moment: &'m str) -> &'m str,
    /// Milliseconds since the transaction began, as an SQL expression, if the database can tell.
    pub elapsed: Option<&'static str>,
    /// What an error of the database means: its code as the database writes it (SQLSTATE, result code), and its message.
    pub cause: fn(code: &str, message: &str) -> Cause,
    /// The query for the file that the database is, where it is one.
    pub file: Option<&'static str>,
    /// Locks that are no table's. Where there are none, opening a transaction with `begin` locks out other writers.
    pub advisory: Option<Advisory>,
    /// Where the database tells nobody who has locked its file: who has it by what the system tells, other than ourselves
    /// where `within` says that we have a lock, too.
    pub holder: Option<fn(file: &Path, within: bool) -> Option<Holder>>,
    /// A query that says `t` if the transaction of a migration with that key is open, or fails with
    /// [`crate::error::Cause::InTransaction`] because it is.
    pub in_transaction: fn(key: i64) -> String,
    /// What must be switched off around a revision and looked at after it.
    pub guard: Option<Guard>,
    /// What makes many transactions one after the other cost less.
    pub series: Option<Series>,
    /// Statements that set limits for one transaction, as far as the database knows them.
    pub limits: fn(Limits) -> Vec<String>,
    /// The same for a statement outside transactions. They are taken back by [`Conduct::keeping`].
    pub limits_outside: fn(Limits) -> Vec<String>,
    /// Statements after which the database's own limits are in force instead of those that are given, for the rest of the
    /// transaction or of the connection.
    pub unlimited: fn(Limits, transaction: bool) -> Vec<String>,
    /// Settings of the connection that revisions may change, and that are given back after them.
    pub keeping: Keeping,
    /// Whether nobody but the driver can stop a statement that takes too long, by
    /// [`Session::run_within`](crate::session::Session::run_within).
    pub stopped_by_driver: bool,
    /// First words of statements that set something for the connection; never journalled, since they are lost with it.
    pub settings: &'static [&'static str],
    /// First words of statements that never run in a transaction, or do nothing there.
    pub outside: &'static [&'static str],
    /// For a statement that changes where names are looked up, for itself and all after it: the setting that has to be
    /// given back, by [`Keeping::write`], before the history row is written.
    pub aftermath: fn(sql: &str) -> Option<&'static str>,
    /// The query for the namespace in which names without one are made, where a statement can change that.
    pub here: Option<&'static str>,
    /// For a statement that can fail half way: the query for the statements that clear away what an earlier try left.
    pub leftover: fn(sql: &str) -> Option<String>,
    /// For a statement that some versions of the database carry out wrongly: the query for the version, if this is one of
    /// them, and what becomes of it there, as one sentence in lower case.
    pub fault: fn(sql: &str) -> Option<Fault>,
    /// The query for (table, column) of every table in the default namespace, in their order.
    pub columns: &'static str,
}

/// A fault of some versions of a database.
#[derive(Debug)]
pub struct Fault {
    /// The query for the name of the version, with no row if it has not the fault.
    pub query: &'static str,
    /// What becomes of the statement there: lower case, no full stop.
    pub consequence: &'static str,
    /// The way out.
    pub hint: &'static str,
}

/// Locks that belong to a number which programs agree on.
#[derive(Debug)]
pub struct Advisory {
    /// A statement that takes the lock until the transaction ends, or fails with [`BUSY`] in its message.
    pub guard: fn(key: i64) -> String,
    /// A statement that fails with `message` in its message unless the query `exists` has a row.
    pub require: fn(exists: &str, message: &str) -> String,
    /// A query that takes the lock for the connection: `t`, or another value if somebody has it.
    pub take: fn(key: i64) -> String,
    /// A query that says whether this connection has it: `t`, or another value.
    pub held: fn(key: i64) -> String,
    /// A query that gives it back.
    pub release: fn(key: i64) -> String,
    /// The query for who has it: process, since when, the program's name, what it runs.
    pub holder: fn(key: i64) -> String,
    /// The query, on another connection, for whom the connection waits that has this lock: what is locked, an empty text if
    /// that is no table, then as [`Advisory::holder`].
    pub blockers: fn(key: i64) -> String,
    /// The query for who holds locks on tables, those first who are likeliest to stand in the way: the table's bare name,
    /// then as [`Advisory::holder`].
    pub tables: &'static str,
}

/// What stands between the columns and between the rows of [`Conduct::gathered`]: no id and no checksum holds them.
pub const GATHERED: [char; 2] = ['\u{1f}', '\u{1e}'];

/// What [`Advisory::guard`] fails with.
pub const BUSY: &str = "another migration is running";

/// Settings of a connection.
#[derive(Debug)]
pub struct Keeping {
    /// The queries for (name, value) of all settings that these statements may change and that do not have their default;
    /// none where no statement changes any.
    pub queries: fn(statements: &[&str]) -> Vec<String>,
    /// The statement that gives a setting a value, or its default.
    pub write: fn(name: &str, value: Option<&str>) -> String,
}

/// A setting of the connection under which each of many transactions costs less and none is less safe, whatever happens
/// between them.
#[derive(Debug)]
pub struct Series {
    /// The query for its value.
    pub read: &'static str,
    /// The query that gives it a value.
    pub write: fn(value: &str) -> String,
    /// The one value instead of which there is a better.
    pub usual: &'static str,
    /// The better one.
    pub instead: &'static str,
}

/// What must not be in force while tables are rebuilt, and the damage to look for afterwards.
#[derive(Debug)]
pub struct Guard {
    /// Whether a statement, by its first words in upper case, makes a guard necessary.
    pub wanted: fn(words: &[String]) -> bool,
    /// The statement before the transaction. What it sets is given back by [`Conduct::keeping`].
    pub enter: &'static str,
    /// The query for damaged references: referring table, table referred to, number of rows.
    pub violations: &'static str,
    /// The query for statements, with a name each, that fail where an object no longer works.
    pub probes: &'static str,
}
