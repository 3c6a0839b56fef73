//! What is said to SQLite while revisions run. The statements of revisions themselves are in `ddl.rs`.

mod holder;

use std::collections::BTreeSet;

use crate::dialect::{Dialect, Lexis};
use crate::error::Cause;
use crate::runner::{Conduct, GATHERED, Guard, Keeping, Series};
use crate::split::lex::{Kind, Lexer};

use super::Sqlite;

pub(super) static CONDUCT: Conduct = Conduct {
    // Not deferred: two readers that both want to write would otherwise fail each other, whatever the timeout.
    begin: "BEGIN IMMEDIATE",
    attentive: None,
    one_message: false,
    moment_type: "TEXT",
    moment_text: |column| format!("{column} || ' UTC'"),
    gathered: |table| {
        let [columns, rows] = GATHERED;
        format!("SELECT group_concat(revision || '{columns}' || checksum, '{rows}') FROM {table}")
    },
    // As `CURRENT_TIMESTAMP` writes it.
    moment: |moment| moment.trim_end_matches(" UTC"),
    elapsed: None,
    cause,
    file: Some("SELECT file FROM pragma_database_list WHERE name = 'main'"),
    advisory: None,
    holder: Some(holder::find),
    // SQLite tells nobody but by refusing; where it does not, what was begun here is rolled back with the rest.
    in_transaction: |_| "BEGIN".into(),
    guard: Some(Guard {
        wanted,
        // With it on, `DROP TABLE` first deletes every row, and deleting cascades: a rebuild would empty the children.
        // Within a transaction the pragma does nothing.
        enter: "PRAGMA foreign_keys = OFF",
        violations: "SELECT \"table\", \"parent\", count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2",
        probes: "SELECT name, 'SELECT * FROM \"' || replace(name, '\"', '\"\"') || '\" LIMIT 0' \
                 FROM sqlite_master WHERE type = 'view' ORDER BY name",
    }),
    // In a journal that stays, a commit overwrites the head instead of removing the file, which spares two changes of the
    // folder and leaves as much to whoever finds it after a crash. Other modes are somebody's choice.
    series: Some(Series {
        read: "PRAGMA journal_mode",
        write: |value| format!("PRAGMA journal_mode = {value}"),
        usual: "delete",
        instead: "persist",
    }),
    // How long a lock is waited for, the connection says itself: `busy_timeout`.
    limits: |_| Vec::new(),
    limits_outside: |_| Vec::new(),
    unlimited: |_, _| Vec::new(),
    keeping: Keeping {
        queries: |statements| {
            let named: BTreeSet<String> = statements.iter().filter_map(|sql| pragma(sql)).collect();
            let lasting = named.iter().filter(|name| LASTING.contains(&name.as_str()));
            // The name of the value's column differs.
            lasting.map(|name| format!("SELECT '{name}', * FROM pragma_{name}")).collect()
        },
        write: |name, value| format!("PRAGMA {name} = {}", value.unwrap_or("0")),
    },
    stopped_by_driver: true,
    settings: &["PRAGMA"],
    outside: &["PRAGMA", "VACUUM", "ATTACH", "DETACH"],
    aftermath: |_| None,
    here: None,
    leftover: |_| None,
    fault: |_| None,
    columns: "SELECT m.name, c.name FROM sqlite_master m, pragma_table_xinfo(m.name) c \
              WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY m.name, c.cid",
};

/// Pragmas that set something for the connection and can be asked for what they set. What they set in the database itself
/// (`user_version`, `journal_mode`) is a revision's own business.
const LASTING: &[&str] = &[
    "automatic_index",
    "busy_timeout",
    "cache_size",
    "cache_spill",
    "cell_size_check",
    "checkpoint_fullfsync",
    "defer_foreign_keys",
    "foreign_keys",
    "fullfsync",
    "ignore_check_constraints",
    "legacy_alter_table",
    "locking_mode",
    "query_only",
    "read_uncommitted",
    "recursive_triggers",
    "reverse_unordered_selects",
    "secure_delete",
    "synchronous",
    "temp_store",
    "trusted_schema",
    "writable_schema",
];

/// The pragma that a statement is, in lower case.
fn pragma(sql: &str) -> Option<String> {
    let lexis: &Lexis = &Sqlite.capability().lexis;
    let mut tokens = Lexer::new(lexis, sql).filter(|token| token.kind != Kind::Comment).peekable();
    tokens.next_if(|token| token.is("PRAGMA"))?;
    let mut name = tokens.next()?;
    if tokens.next_if(|token| token.is_symbol(".")).is_some() {
        name = tokens.next()?;
    }
    Some(name.text.trim_matches(['"', '\'', '`', '[', ']']).to_ascii_lowercase())
}

/// Whether a statement rebuilds or removes tables, so that foreign keys must not act on it and are checked after it.
///
/// Every other statement meets the foreign keys as the connection has them: a `DELETE` in a revision cascades.
fn wanted(words: &[String]) -> bool {
    let word = |at: usize| words.get(at).map(String::as_str);
    match (word(0), word(1)) {
        (Some("DROP"), Some("TABLE")) => true,
        (Some("PRAGMA"), Some(name)) => {
            ["FOREIGN_KEYS", "LEGACY_ALTER_TABLE", "WRITABLE_SCHEMA"].contains(&name)
        }
        _ => false,
    }
}

/// What a result code and its message mean; the code may be an extended one.
fn cause(code: &str, said: &str) -> Cause {
    let code: Option<u32> = code.parse().ok();
    match code.map(|code| code & 0xff) {
        // SQLITE_BUSY, SQLITE_LOCKED; SQLITE_CONSTRAINT; SQLITE_INTERRUPT.
        Some(5 | 6) => Cause::Locked,
        Some(19) if said.starts_with("UNIQUE constraint") => Cause::Duplicate,
        Some(9) => Cause::Timeout,
        Some(_) | None if said.starts_with("no such table") => Cause::NoTable,
        Some(_) | None if said.starts_with("no such") => Cause::Absent,
        Some(_) | None if said.ends_with("already exists") => Cause::Exists,
        Some(_) | None
            if ["within a transaction", "from within", "inside a transaction"]
                .iter()
                .any(|words| said.contains(words)) =>
        {
            Cause::InTransaction
        }
        Some(_) | None => Cause::Other,
    }
}
