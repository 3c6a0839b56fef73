//! Each row of the table of operations that lock on PostgreSQL, as a test of its own: the rule, the lock as it is told and
//! as it is measured, and the same of what is written instead.
//!
//! A file of `cases/lint` has the tables that there are (`-- setup`), the statements (`-- plain`, which may say that they
//! run `outside` a transaction, and what they are `refused` with, `before` which version of the server), and what comes of
//! them, which `UPDATE_EXPECT=1` rewrites.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use migrate::dialect::postgres::Postgres;
use migrate::introspect::introspect;
use migrate::lint::{Blocks, Finding, Lock, Work, locks};
use migrate::session::block_on;
use migrate::split::split;
use migrate_tests::{Database, assert_same, postgres};

use super::measure::{Measured, outside, within};

macro_rules! rows {
    ($($name:ident)*) => {
        /// The rows that have a test.
        const TESTED: &[&str] = &[$(stringify!($name)),*];
        $(#[test]
        fn $name() {
            row(stringify!($name));
        })*
    };
}

// Row 40, a fault of PostgreSQL 14.0 to 14.3, cannot be seen in a statement; its test is the runner's.
rows! {
    row_01_create_index
    row_02_drop_index
    row_03_concurrently_in_a_transaction
    row_04_concurrently_with_lock_timeout_and_if_not_exists
    row_05_concurrently_on_a_partitioned_table
    row_06_reindex
    row_07_add_unique
    row_08_add_primary_key
    row_09_add_exclude
    row_10_add_check
    row_11_add_foreign_key
    row_12_set_not_null
    row_13_validate_in_the_same_transaction
    row_14_add_column_free
    row_15_add_column_with_a_volatile_default
    row_16_add_a_numbered_column
    row_17_add_a_generated_column
    row_18_add_a_column_with_a_check
    row_19_add_a_unique_column
    row_20_add_a_referring_column
    row_21_add_a_required_column
    row_22_change_of_type_that_rewrites
    row_23_change_of_type_that_is_free
    row_24_free_change_of_type_with_a_check
    row_25_another_collation_of_an_indexed_column
    row_26_drop_a_foreign_key
    row_27_create_a_referring_table
    row_28_brief_changes
    row_29_attach_partition
    row_30_create_partition_of
    row_31_detach_partition
    row_32_refresh_materialized_view
    row_33_rewrites
    row_34_add_a_rule_to_a_domain
    row_35_no_lock_timeout
    row_36_slow_work_under_a_strong_lock
    row_37_several_alters_of_one_table
    row_38_foreign_key_without_index
    row_39_backfill_in_one_transaction
}

#[test]
fn every_case_belongs_to_a_row() {
    for file in files("row_") {
        let name = file.file_stem().unwrap().to_string_lossy();
        assert!(TESTED.iter().any(|row| row[..6] == name[..6]), "{name} is never run");
    }
}

fn files(prefix: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("it/cases/lint");
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let is = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().starts_with(prefix);
    let mut files: Vec<PathBuf> = entries.filter(is).collect();
    files.sort();
    files
}

/// A file: what is given, and what was expected of it.
struct Case {
    setup: String,
    plain: String,
    outside: bool,
    refused: Option<String>,
    /// From which version of the server on it is refused no more; the case says nothing of those.
    until: Option<u32>,
    given: String,
    text: String,
}

impl Case {
    fn read(path: &Path) -> Case {
        let text = fs::read_to_string(path).unwrap();
        let part = |from: &str| {
            let begin = text.find(from).unwrap_or_else(|| panic!("{}: {from}", path.display()));
            let rest = &text[begin..];
            let (head, rest) = rest.split_once('\n').unwrap();
            let end = rest.find("\n-- plain").or_else(|| rest.find("\n-- rules"));
            (head.to_owned(), rest[..end.map_or(rest.len(), |end| end + 1)].to_owned())
        };
        let ((_, setup), (head, plain)) = (part("-- setup"), part("-- plain"));
        let given = text.find("\n-- rules").map_or(text.clone(), |end| text[..=end].to_owned());
        let refused = head.split_once("refused").and_then(|(_, rest)| rest.split_once(": "));
        Case {
            setup,
            plain,
            outside: head.contains("outside"),
            refused: refused.map(|(_, why)| why.to_owned()),
            until: refused.and_then(|(before, _)| before.strip_prefix(" before ")?.parse().ok()),
            given,
            text,
        }
    }

    fn fresh(&self, database: &Database) -> postgres::Client {
        database.reset();
        let mut client = database.connect();
        client.batch_execute("SET client_min_messages = warning").unwrap();
        client.batch_execute(&self.setup).unwrap();
        client
    }
}

fn row(name: &str) {
    let database = postgres();
    let mut wrong = Vec::new();
    let files = files(&name[..6]);
    assert!(!files.is_empty(), "{name} has no case");
    for path in files {
        let case = Case::read(&path);
        if case.until.is_some_and(|version| is_since(&database, version)) {
            continue;
        }
        let told = format!("{}{}", case.given, told(&case, &database));
        if told == case.text {
            continue;
        }
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            fs::write(&path, told).unwrap();
        } else {
            wrong.push(format!("{}:\n{told}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}\nif they are right: UPDATE_EXPECT=1", wrong.join("\n"));
}

fn is_since(database: &Database, version: u32) -> bool {
    let ask = format!("SELECT current_setting('server_version_num')::integer >= {version} * 10000");
    database.rows(&ask) == [[Some("t".to_owned())]]
}

fn told(case: &Case, database: &Database) -> String {
    let findings = super::judge(&Postgres, &case.setup, &case.plain, !case.outside);
    let mut text = "-- rules\n".to_owned();
    for finding in &findings {
        let rule = finding.rule;
        let _ = writeln!(text, "{}: {} {}", finding.line, rule.severity.word(), rule.id);
    }
    let mut client = case.fresh(database);
    let plain: Vec<&str> = split(&Postgres, &case.plain).iter().map(|piece| piece.sql).collect();
    let claimed = merged(&locks(&Postgres, &case.setup, &case.plain));
    let measured = if case.outside {
        run_outside(database, &plain, &claimed)
    } else {
        within(&mut client, &plain)
    };
    match (&measured, &case.refused) {
        (Err(error), Some(refused)) => assert!(error.contains(refused.as_str()), "{error}"),
        (Err(error), None) => panic!("{error}"),
        (Ok(_), Some(refused)) => panic!("it is not refused: {refused}"),
        (Ok(measured), None) => agree(&claimed, measured, &case.plain),
    }
    if case.refused.is_none() {
        let _ = writeln!(text, "-- locks\n{}", lines(&claimed));
    }
    let plain_schema = block_on(introspect(&mut client)).unwrap();
    for finding in &findings {
        let Some(safe) = finding.safe.as_ref().filter(|_| is_first(finding, &findings)) else {
            continue;
        };
        let _ = writeln!(text, "-- instead of {}, for {}", finding.line, finding.rule.id);
        text.push_str(&instead(case, database, safe, &claimed));
        if plain.len() == 1 && case.refused.is_none() {
            let schema = block_on(introspect(&mut database.connect())).unwrap();
            assert_same(&plain_schema, &schema, safe);
        }
    }
    text
}

/// Whether no finding before it says to write the same.
fn is_first(finding: &Finding, findings: &[Finding]) -> bool {
    findings.iter().find(|other| other.safe == finding.safe) == Some(finding)
}

/// Runs what shall be written instead, each statement by itself; its locks must be as told and cost less waiting.
fn instead(case: &Case, database: &Database, safe: &str, plain: &[Lock]) -> String {
    let mut client = case.fresh(database);
    let mut text = String::new();
    let mut worst = (0, Work::Brief);
    let known = names(&mut client);
    let claims = locks(&Postgres, &case.setup, safe);
    for (piece, claimed) in split(&Postgres, safe).iter().zip(claims) {
        let measured = if needs_no_transaction(piece.sql) {
            run_outside(database, &[piece.sql], &claimed)
        } else {
            within(&mut client, &[piece.sql])
        };
        let mut measured = measured.unwrap_or_else(|error| panic!("{error}\nin {}", piece.sql));
        let all = measured.locks.len();
        measured.locks.retain(|table, _| known.contains(table));
        if measured.locks.len() < all {
            // What is done to a table that an earlier statement has made is not told.
            measured.work = Work::Brief;
        }
        agree(&claimed, &measured, piece.sql);
        worst = worst.max(cost(&claimed));
        let _ = writeln!(text, "{};\n{}", piece.sql, lines(&claimed).replace("-- ", "--   "));
    }
    let before = cost(plain);
    let _ = writeln!(text, "-- waiting: {} before, {} after", shown(before), shown(worst));
    text
}

/// The tables and materialized views that are there.
fn names(client: &mut postgres::Client) -> BTreeSet<String> {
    let schema = block_on(introspect(client)).unwrap();
    schema.tables.into_keys().chain(schema.views.into_keys()).map(|name| name.name).collect()
}

/// How long how many wait: nobody, writers, everybody.
fn cost(locks: &[Lock]) -> (u8, Work) {
    let of = |lock: &Lock| match lock.blocks {
        Blocks::Changes => (0, Work::Brief),
        Blocks::Writes => (1, lock.work),
        Blocks::Everything => (2, lock.work),
    };
    locks.iter().map(of).max_by_key(|(who, work)| (*work, *who)).unwrap_or((0, Work::Brief))
}

fn shown((who, work): (u8, Work)) -> String {
    let who = ["nobody", "writers", "everybody"][usize::from(who)];
    if who == "nobody" { who.to_owned() } else { format!("{who} {}", work.words()) }
}

fn needs_no_transaction(sql: &str) -> bool {
    sql.contains("CONCURRENTLY") && !sql.starts_with("REFRESH")
        || sql.starts_with("DO ")
        || sql.starts_with("VACUUM")
}

fn run_outside(
    database: &Database,
    statements: &[&str],
    claimed: &[Lock],
) -> Result<Measured, String> {
    let tables: Vec<String> = claimed
        .iter()
        .filter(|lock| lock.blocks == Blocks::Changes || claimed.len() == 1)
        .map(|lock| lock.table.to_string())
        .collect();
    // What comes before the last one only sets something.
    let (last, _) = statements.split_last().unwrap();
    outside(database, last, &tables)
}

/// The strongest claim on each table.
fn merged(claims: &[Vec<Lock>]) -> Vec<Lock> {
    let mut merged: Vec<Lock> = Vec::new();
    for lock in claims.iter().flatten() {
        match merged.iter_mut().find(|other| other.table == lock.table) {
            Some(other) if (other.blocks, other.work) < (lock.blocks, lock.work) => {
                *other = lock.clone()
            }
            Some(_) => {}
            None => merged.push(lock.clone()),
        }
    }
    // In one transaction all are held to its end.
    let work = claims.iter().flatten().map(|lock| lock.work).max().unwrap_or(Work::Brief);
    merged.iter_mut().for_each(|lock| lock.work = work);
    merged.sort();
    merged
}

/// What is told must be what is measured; a lock that comes only when nobody stands in the way any more cannot be seen.
fn agree(claimed: &[Lock], measured: &Measured, sql: &str) {
    if sql.starts_with("DO ") {
        return;
    }
    let waits = needs_no_transaction(sql.trim_start());
    // It waits between two transactions, holding nothing.
    if sql.contains("DETACH") && waits {
        return;
    }
    for lock in claimed {
        let found = measured.locks.get(&lock.table.name).map(String::as_str);
        if !(waits && lock.blocks == Blocks::Everything && claimed.len() > 1) {
            assert_eq!(found, Some(lock.mode), "{sql}\n{claimed:#?}\n{measured:#?}");
        }
    }
    for (table, mode) in &measured.locks {
        let is_told = claimed.iter().any(|lock| lock.table.name == *table);
        assert!(
            is_told || mode == "RowShareLock" || waits,
            "{sql}: {mode} on {table} is not told\n{claimed:#?}"
        );
    }
    let work = claimed.iter().map(|lock| lock.work).max().unwrap_or(Work::Brief);
    // An empty file is not one into which rows were written.
    let measured_work = if sql.starts_with("TRUNCATE") { Work::Brief } else { measured.work };
    assert_eq!(work, measured_work, "{sql}\n{measured:#?}");
}

fn lines(locks: &[Lock]) -> String {
    if locks.is_empty() {
        return "-- none".to_owned();
    }
    let line = |lock: &Lock| format!("-- {} {} {}", lock.table, lock.mode, lock.work.words());
    locks.iter().map(line).collect::<Vec<_>>().join("\n")
}
