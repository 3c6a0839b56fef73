//! The history that is killed: what it does shows how often it was done. Runs nothing.
//!
//! Each group of four revisions makes a table with a child, rebuilds it, works on it outside transactions, and changes
//! rows so that doing it twice would differ from doing it once.

use migrate::revision::{Direction, Limits, Revision, Section};

/// How many statements of a revision outside transactions note in `ran` that they ran.
pub(super) const NOTES: usize = 2;

/// One look at what is done: revisions recorded, how often each noted that it ran, and how many of its notes the journal
/// knows of.
pub(super) const DONE: &str = "SELECT 'recorded', revision, count(*) FROM migrate_history GROUP BY revision \
     UNION ALL SELECT 'ran', revision, count(*) FROM ran GROUP BY revision \
     UNION ALL SELECT 'noted', revision, count(*) FROM migrate_journal \
     WHERE state = 'done' AND statement IN (0, 3) GROUP BY revision";

/// Ends every other connection to a PostgreSQL database, in the middle of whatever it does.
pub(super) const DISCONNECT: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
     WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'";

/// Whether a revision runs in a transaction.
pub(super) fn is_whole(revision: &Revision) -> bool {
    revision.sections.iter().all(|section| section.transaction)
}

/// A query whose rows are wounds.
pub(super) fn damage(postgres: bool) -> &'static str {
    match postgres {
        true => "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid",
        false => {
            "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok' \
             UNION ALL SELECT \"table\" || rowid FROM pragma_foreign_key_check"
        }
    }
}

/// As many revisions, one after the other.
pub(super) fn revisions(postgres: bool, count: usize) -> Vec<Revision> {
    let id = |number: usize| format!("{number:012x}");
    (0..count)
        .map(|number| {
            let (table, id_here) = (number / 4, id(number));
            let ran = format!("INSERT INTO ran VALUES ('{id_here}', 0);\n");
            let (up, transaction) = match number % 4 {
                0 if number == 0 => (format!("{RAN}{ran}{}", create(table)), true),
                0 => (format!("{}{ran}", create(table)), true),
                1 => (rebuild(postgres, table) + &ran, true),
                2 => (outside(postgres, table, &id_here), false),
                _ => (ran + &change(table), true),
            };
            Revision {
                id: id_here,
                message: format!("step {number}"),
                slug: "r".into(),
                revises: number.checked_sub(1).map(id).into_iter().collect(),
                created: "2025-12-24 03:27:01 UTC".into(),
                sections: vec![
                    section(Direction::Up, up, transaction),
                    section(Direction::Down, "SELECT 1;\n".into(), transaction),
                ],
                ..Revision::default()
            }
        })
        .collect()
}

fn section(direction: Direction, sql: String, transaction: bool) -> Section {
    Section {
        direction,
        dialect: None,
        transaction,
        hook: false,
        irreversible: false,
        limits: Limits::NONE,
        sql,
        line: 0,
    }
}

const RAN: &str = "CREATE TABLE ran (revision text NOT NULL, statement int NOT NULL);\n";

fn create(table: usize) -> String {
    let many = "WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 50)";
    format!(
        "CREATE TABLE item_{table} (id integer NOT NULL PRIMARY KEY, n integer NOT NULL);\n\
         CREATE TABLE part_{table} (item_id integer NOT NULL REFERENCES item_{table} (id) ON DELETE CASCADE);\n\
         INSERT INTO item_{table} {many} SELECT i, i * 7 FROM c;\n\
         INSERT INTO part_{table} SELECT id FROM item_{table};\n"
    )
}

/// The child's rows must survive this, whose foreign key cascades.
fn rebuild(postgres: bool, table: usize) -> String {
    match postgres {
        true => format!(
            "ALTER TABLE item_{table} ALTER COLUMN n TYPE bigint, ADD COLUMN twice bigint NOT NULL DEFAULT 0;\n\
             UPDATE item_{table} SET twice = n * 2;\n\
             CREATE INDEX item_{table}_n ON item_{table} (n);\n"
        ),
        false => format!(
            "CREATE TABLE new_item_{table} (id integer NOT NULL PRIMARY KEY, n bigint NOT NULL, twice bigint NOT NULL);\n\
             INSERT INTO new_item_{table} SELECT id, n, n * 2 FROM item_{table};\n\
             DROP TABLE item_{table};\n\
             ALTER TABLE new_item_{table} RENAME TO item_{table};\n\
             CREATE INDEX item_{table}_n ON item_{table} (n);\n"
        ),
    }
}

/// The statements 0 and 3 note that they ran; the statement 1 refuses to run in a transaction.
fn outside(postgres: bool, table: usize, id: &str) -> String {
    let bare = match postgres {
        true => {
            format!("CREATE INDEX CONCURRENTLY item_{table}_twice ON item_{table} (twice);")
        }
        false => "VACUUM;".into(),
    };
    format!(
        "INSERT INTO ran VALUES ('{id}', 0);\n{bare}\n\
         UPDATE item_{table} SET n = n + 1;\n\
         INSERT INTO ran VALUES ('{id}', 3);\n"
    )
}

fn change(table: usize) -> String {
    format!(
        "UPDATE item_{table} SET n = n * 3;\n\
         ALTER TABLE item_{table} ADD COLUMN note text;\n\
         DELETE FROM item_{table} WHERE id % 10 = 0;\n"
    )
}
