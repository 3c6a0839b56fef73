//! What is said to SQLite while revisions run. The statements of revisions themselves are in `ddl.rs`.

use crate::error::Cause;
use crate::runner::{Conduct, Guard, Setting};

pub(super) static CONDUCT: Conduct = Conduct {
    // Not deferred: two readers that both want to write would otherwise fail each other, whatever the timeout.
    begin: "BEGIN IMMEDIATE",
    one_message: false,
    moment_type: "TEXT",
    moment_text: |column| format!("{column} || ' UTC'"),
    gathered: None,
    // As `CURRENT_TIMESTAMP` writes it.
    moment: |moment| moment.trim_end_matches(" UTC"),
    elapsed: None,
    cause,
    file: Some("SELECT file FROM pragma_database_list WHERE name = 'main'"),
    advisory: None,
    // SQLite tells nobody but by refusing; where it does not, what was begun here is rolled back with the rest.
    in_transaction: |_| "BEGIN".into(),
    guard: Some(Guard {
        wanted,
        settings: &[
            Setting {
                read: "PRAGMA foreign_keys",
                write: |value| format!("PRAGMA foreign_keys = {value}"),
            },
            Setting {
                read: "PRAGMA legacy_alter_table",
                write: |value| format!("PRAGMA legacy_alter_table = {value}"),
            },
            Setting {
                read: "PRAGMA writable_schema",
                write: |value| format!("PRAGMA writable_schema = {value}"),
            },
        ],
        // With it on, `DROP TABLE` first deletes every row, and deleting cascades: a rebuild would empty the children.
        // Within a transaction the pragma does nothing.
        enter: "PRAGMA foreign_keys = OFF",
        violations: "SELECT \"table\", \"parent\", count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2",
        probes: "SELECT name, 'SELECT * FROM \"' || replace(name, '\"', '\"\"') || '\" LIMIT 0' \
                 FROM sqlite_master WHERE type = 'view' ORDER BY name",
    }),
    // How long a lock is waited for, the connection says itself: `busy_timeout`.
    limits: |_, _| Vec::new(),
    limits_outside: |_, _| [Vec::new(), Vec::new()],
    stopped_by_driver: true,
    settings: &["PRAGMA"],
    outside: &["PRAGMA", "VACUUM", "ATTACH", "DETACH"],
    aftermath: |_| None,
    here: None,
    leftover: |_| None,
    columns: "SELECT m.name, c.name FROM sqlite_master m, pragma_table_xinfo(m.name) c \
              WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY m.name, c.cid",
};

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
        Some(_) | None if said.contains("within a transaction") || said.contains("from within") => {
            Cause::InTransaction
        }
        Some(_) | None => Cause::Other,
    }
}
