//! One revision and its history row: both or neither.

use std::time::Duration;

use migrate::plan::Step;
use migrate::revision::Direction;
use migrate::runner::{self, Options, Progress};
use migrate::session::{Session, block_on};

use super::{each, outside, revision, run_on, scripts, step, three, ups};

#[test]
fn up_and_down_leave_what_was_there_before() {
    for db in each() {
        let revisions = three();
        let done = db.upgrade(&revisions).expect("they run");
        assert_eq!(done.len(), 3);
        assert_eq!(db.applied(), ["a1", "b2", "c3"]);
        assert_eq!(db.rows("SELECT what FROM log ORDER BY what"), ["a1", "b2", "c3"]);
        assert_eq!(
            db.rows("SELECT message FROM migrate_history ORDER BY 1"),
            ["make a1", "make b2", "make c3"]
        );
        assert_eq!(db.upgrade(&revisions).expect("nothing is left").len(), 0);
        let downs: Vec<Step> = ["c3", "b2", "a1"].map(|id| step(Direction::Down, id)).into();
        let done = db.run(&revisions, &downs, &Options::default(), &mut ()).expect("they run back");
        assert_eq!(done.len(), 3);
        assert_eq!(db.tables(), ["migrate_history"]);
        assert_eq!(db.applied(), [""; 0]);
    }
}

#[test]
fn a_failing_third_statement_leaves_all_as_before() {
    for db in each() {
        let mut revisions = three();
        revisions[1].sections[0].sql =
            "INSERT INTO log VALUES ('b2');\nCREATE TABLE b (id int);\n\nINSERT INTO log\n  VALUES (NULL);".into();
        let error = db.upgrade(&revisions).expect_err("NULL is refused");
        let text = error.to_string();
        assert!(
            text.contains(
                "revision `b2`, `migrations/b2.sql`, line 14, `INSERT INTO log VALUES (NULL)`"
            ),
            "{text}"
        );
        assert!(text.to_lowercase().contains("null"), "{text}");
        assert_eq!(db.applied(), ["a1"]);
        assert_eq!(db.tables(), ["log", "migrate_history"]);
        assert_eq!(db.rows("SELECT what FROM log"), ["a1"]);
        // The connection is free and the way goes on.
        assert_eq!(db.upgrade(&three()).expect("mended").len(), 2);
    }
}

/// Waiting helps against locks alone.
#[test]
fn what_fails_for_no_lock_is_not_tried_again() {
    for db in each() {
        let mut revisions = three();
        revisions[1].sections[0].sql = "INSERT INTO log VALUES (NULL);".into();
        let options = Options { retries: 3, ..Options::default() };
        let mut told = Told::default();
        db.run(&revisions, &ups(&revisions), &options, &mut told).expect_err("NULL is refused");
        // A server once more, to learn which statement it was.
        let tries: &[&str] = if db.postgres { &["+b2", "+b2"] } else { &["+b2"] };
        assert_eq!(told.0[..2], ["+a1", "-a1"]);
        assert_eq!(told.0[2..], *tries);
    }
}

#[test]
fn a_first_revision_that_fails_leaves_nothing_at_all() {
    for db in each() {
        let bad =
            [revision("a1", "", "CREATE TABLE t (id int);\nINSERT INTO nowhere VALUES (1);", "")];
        let mut connection = db.connect();
        let error = run_on(&mut connection, &bad, &ups(&bad), &Options::default(), &mut ())
            .expect_err("no table");
        assert!(error.to_string().contains("line 12"), "{error}");
        assert_eq!(db.tables(), [""; 0]);
        block_on(connection.execute("CREATE TABLE free (id int)")).expect("no transaction is open");
        assert_eq!(db.tables(), ["free"]);
    }
}

#[test]
fn a_syntax_error_is_told_with_its_own_line() {
    for db in each() {
        let bad = [revision(
            "a1",
            "",
            "CREATE TABLE t (id int);\n-- why\nCREATE TABLE u (\n  id int,\n  nonsense\n  nonsense nonsense,,\n);",
            "",
        )];
        let error = db.upgrade(&bad).expect_err("no SQL").to_string();
        let line = if db.postgres { "line 16" } else { "line 13" };
        assert!(error.contains(line), "{error}");
        assert!(error.contains("syntax error"), "{error}");
    }
}

#[test]
fn a_smuggled_end_of_transaction_is_found_before_anything_runs() {
    let smuggled = [
        "COMMIT",
        "commit work",
        "END",
        "ROLLBACK",
        "BEGIN",
        "/* x */ COMMIT",
        "START TRANSACTION",
        "ABORT",
        "PREPARE TRANSACTION 'x'",
    ];
    for db in each() {
        for sql in smuggled {
            let mut revisions = three();
            revisions[2].sections[0].sql =
                format!("INSERT INTO log VALUES ('c3');\n{sql};\nINSERT INTO log VALUES ('no');");
            let error = db.upgrade(&revisions).expect_err(sql);
            assert!(error.to_string().contains("`migrations/c3.sql`, line 12"), "{error}");
            assert!(error.is_refused() && error.hint().is_some());
            assert_eq!(db.tables(), [""; 0], "{sql}");
        }
        let mut revisions = three();
        revisions[2].sections[0].sql =
            "SAVEPOINT s; INSERT INTO log VALUES ('no'); ROLLBACK TO s; INSERT INTO log VALUES ('COMMIT; BEGIN;'); RELEASE s;".into();
        db.upgrade(&revisions).expect("savepoints are no transaction");
        assert_eq!(db.rows("SELECT what FROM log ORDER BY what"), ["COMMIT; BEGIN;", "a1", "b2"]);
    }
}

#[test]
fn what_only_a_shell_understands_is_refused() {
    let db = super::postgres();
    for sql in ["\\connect other", "COPY log FROM stdin;\na1\n\\.", "COPY log FROM STDIN"] {
        let bad = [revision("a1", "", &format!("CREATE TABLE log (what text);\n{sql}\n;"), "")];
        let error = db.upgrade(&bad).expect_err(sql);
        assert!(error.is_unsupported() && error.to_string().contains("line 12"), "{error}");
    }
    assert_eq!(db.tables(), [""; 0]);
}

#[test]
fn a_single_transaction_holds_all_or_nothing() {
    let single = Options { single_transaction: true, ..Options::default() };
    for db in each() {
        let mut revisions = three();
        revisions[2].sections[0].sql.push_str("INSERT INTO nowhere VALUES (1);");
        let error = db.run(&revisions, &ups(&revisions), &single, &mut ()).expect_err("no table");
        assert!(error.to_string().contains("revision `c3`"), "{error}");
        assert_eq!(db.tables(), [""; 0]);
        let revisions = three();
        assert_eq!(
            db.run(&revisions, &ups(&revisions), &single, &mut ()).expect("they run").len(),
            3
        );
        assert_eq!(db.applied(), ["a1", "b2", "c3"]);
        let more = [outside(revision("d4", "c3", "INSERT INTO log VALUES ('d4')", ""))];
        let error = db.run(&more, &ups(&more), &single, &mut ()).expect_err("it cannot join");
        assert!(error.to_string().contains("transaction:false"), "{error}");
    }
}

/// Notes what it is told.
#[derive(Default)]
struct Told(Vec<String>);

impl Progress for Told {
    fn started(&mut self, step: &Step, _: &str) {
        self.0.push(format!("+{}", step.revision));
    }

    fn finished(&mut self, step: &Step, _: Duration) {
        self.0.push(format!("-{}", step.revision));
    }
}

#[test]
fn many_revisions_of_one_transaction_are_each_told_and_blamed() {
    let single = Options { single_transaction: true, ..Options::default() };
    for db in each() {
        let mut revisions = three();
        for number in 4..40 {
            let parent = revisions.last().map(|last| last.id.clone()).expect("three");
            let up = format!("INSERT INTO log VALUES ('{number}');");
            revisions.push(revision(&format!("r{number}"), &parent, &up, ""));
        }
        // Its position is not told, since it is no error of parsing.
        let good = std::mem::replace(
            &mut revisions[30].sections[0].sql,
            "INSERT INTO log VALUES ('x');\nINSERT INTO log VALUES (NULL);".into(),
        );
        let error = db.run(&revisions, &ups(&revisions), &single, &mut ()).expect_err("NULL");
        assert!(
            error.to_string().contains("revision `r31`, `migrations/r31.sql`, line 12"),
            "{error}"
        );
        assert_eq!(db.tables(), [""; 0]);
        revisions[30].sections[0].sql = good;
        let mut told = Told::default();
        let done = db.run(&revisions, &ups(&revisions), &single, &mut told).expect("they run");
        let steps: Vec<Step> = done.into_iter().map(|done| done.step).collect();
        assert_eq!(steps, ups(&revisions));
        assert_eq!(db.applied().len(), revisions.len());
        for way in ['+', '-'] {
            let ids: Vec<&str> = told.0.iter().filter_map(|line| line.strip_prefix(way)).collect();
            assert_eq!(ids, revisions.iter().map(|one| one.id.as_str()).collect::<Vec<_>>());
        }
    }
}

/// What a commit finds out may be the fault of any revision, also of one that an earlier message held.
#[test]
fn what_only_the_commit_refuses_is_blamed_on_all_of_its_revisions() {
    let single = Options { single_transaction: true, ..Options::default() };
    for db in each() {
        let mut revisions = three();
        revisions[0].sections[0].sql = "CREATE TABLE log (what text NOT NULL UNIQUE, \
             before text REFERENCES log (what) DEFERRABLE INITIALLY DEFERRED);\n\
             INSERT INTO log VALUES ('a1', 'nobody');"
            .into();
        revisions[1].sections[0].sql = "CREATE TABLE b (id int);".into();
        revisions[2].sections[0].sql = "CREATE TABLE c (id int);".into();
        let error = db.run(&revisions, &ups(&revisions), &single, &mut ()).expect_err("nobody");
        assert!(error.to_string().contains("revisions `a1` to `c3`"), "{error}");
        assert_eq!(db.tables(), [""; 0]);
    }
}

#[test]
fn what_is_printed_leaves_what_running_leaves() {
    for db in each() {
        let revisions = three();
        let mut steps = ups(&revisions);
        steps.push(step(Direction::Down, "c3"));
        for single_transaction in [false, true] {
            let options = Options { single_transaction, ..Options::default() };
            let text =
                runner::print(db.dialect(), &scripts(db.dialect(), &revisions), &steps, &options)
                    .expect("SQL");
            db.execute(&text);
            let query = "SELECT revision, message, checksum, down_sql FROM migrate_history ORDER BY revision";
            let printed = (db.rows(query), db.rows("SELECT what FROM log ORDER BY 1"), db.tables());
            db.reset();
            db.run(&revisions, &ups(&revisions), &options, &mut ()).expect("they run");
            db.run(&revisions, &steps[3..], &options, &mut ()).expect("it runs back");
            assert_eq!(
                printed,
                (db.rows(query), db.rows("SELECT what FROM log ORDER BY 1"), db.tables()),
                "{text}"
            );
            db.reset();
        }
    }
}

#[test]
fn a_merge_without_sections_is_recorded_and_taken_back() {
    for db in each() {
        let mut merge = revision("m4", "c3", "", "");
        merge.sections.clear();
        let mut revisions = three();
        revisions.push(merge);
        db.upgrade(&revisions).expect("they run");
        assert_eq!(db.applied().len(), 4);
        db.run(&revisions, &[step(Direction::Down, "m4")], &Options::default(), &mut ())
            .expect("it runs back");
        assert_eq!(db.applied().len(), 3);
    }
}

#[test]
fn a_dump_that_empties_the_search_path_is_a_revision_like_any_other() {
    let db = super::postgres();
    let dump = "SET statement_timeout = 0;\nSELECT pg_catalog.set_config('search_path', '', false);\n\
                CREATE TABLE public.t (id integer NOT NULL);\nCREATE SCHEMA IF NOT EXISTS more;\n\
                SET search_path = more;\nCREATE TABLE IF NOT EXISTS u (id int);";
    for outside in [false, true] {
        let first = revision("a1", "", dump, "DROP TABLE t;");
        let first = if outside { super::outside(first) } else { first };
        let revisions = [first, revision("b2", "a1", "INSERT INTO t VALUES (1);", "")];
        db.upgrade(&revisions).expect("names are found again");
        assert_eq!(db.rows("SELECT id FROM t"), ["1"]);
        assert_eq!(
            db.tables(),
            if outside {
                ["migrate_history", "migrate_journal", "t"].as_slice()
            } else {
                &["migrate_history", "t"]
            }
        );
        assert_eq!(db.rows("SELECT count(*) FROM more.u"), ["0"]);
        db.reset();
    }
}
