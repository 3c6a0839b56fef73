//! Revisions outside transactions: what happens to them when they are stopped, edited or wrong.

use migrate::history;
use migrate::runner::{self, Options};
use migrate::schema::Name;
use migrate::session::block_on;

use super::{Db, each, outside, postgres, revision, three};

fn interrupted(db: &Db) -> Vec<runner::Interrupted> {
    block_on(runner::interrupted(&mut db.connect(), &Name::new(history::TABLE)))
        .expect("it can be asked")
}

#[test]
fn a_failing_statement_keeps_those_before_it_and_is_the_next_to_run() {
    for db in each() {
        let mut revisions = three();
        let up = "INSERT INTO log VALUES ('d1');\nINSERT INTO log VALUES (NULL);\nINSERT INTO log VALUES ('d3');";
        revisions.push(outside(revision("d4", "c3", up, "")));
        let error = db.upgrade(&revisions).expect_err("NULL is refused");
        assert!(
            error.to_string().contains("revision `d4`, `migrations/d4.sql`, line 12"),
            "{error}"
        );
        assert_eq!(db.applied(), ["a1", "b2", "c3"]);
        let left = interrupted(&db);
        assert_eq!((left.len(), left[0].revision.as_str(), left[0].done), (1, "d4", 1));
        // The statement that failed may be mended; the one that ran may not.
        let mut edited = revisions.clone();
        edited[3].sections[0].sql = up.replace("'d1'", "'else'");
        let error = db.upgrade(&edited).expect_err("d1 has run");
        assert!(
            error.is_history()
                && error.to_string().contains("line 11 was changed after it had run"),
            "{error}"
        );
        revisions[3].sections[0].sql = up.replace("NULL", "'d2'");
        db.upgrade(&revisions).expect("mended");
        assert_eq!(
            db.rows("SELECT what FROM log WHERE what LIKE 'd%' ORDER BY what"),
            ["d1", "d2", "d3"]
        );
        assert_eq!(interrupted(&db), []);
    }
}

#[test]
fn a_transaction_in_a_section_without_is_refused() {
    for db in each() {
        let bad = [outside(revision(
            "a1",
            "",
            "CREATE TABLE t (id int);\nBEGIN;\nDROP TABLE t;\nCOMMIT;",
            "",
        ))];
        let error = db.upgrade(&bad).expect_err("the journal could not follow");
        assert!(error.is_refused() && error.to_string().contains("line 12"), "{error}");
        assert_eq!(db.tables(), [""; 0]);
    }
}

/// Of the rows of operations that lock, the one that only the server's version tells.
#[test]
fn row_40_a_server_that_builds_indexes_wrongly_builds_none() {
    let statements = [
        "CREATE INDEX CONCURRENTLY i ON log (what);",
        "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON log (what);",
        "REINDEX TABLE CONCURRENTLY log;",
        "REINDEX (VERBOSE) INDEX CONCURRENTLY log_pkey;",
    ];
    let db = postgres();
    for (version, is_faulty) in
        [("140000", true), ("140003", true), ("140004", false), ("130014", false)]
    {
        for sql in statements {
            db.reset();
            let mut revisions = three();
            db.upgrade(&revisions).expect("all is well");
            // The server is asked by a name that means another function here.
            db.execute(&format!(
                "ALTER TABLE log ADD PRIMARY KEY (what);
                 CREATE FUNCTION public.current_setting(text) RETURNS text LANGUAGE sql
                 AS $$ SELECT CASE $1 WHEN 'server_version_num' THEN '{version}' ELSE '14.x' END $$;
                 DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = public, pg_catalog', current_database()); END $$;"
            ));
            revisions.push(outside(revision(
                "d4",
                "c3",
                &format!("DELETE FROM log WHERE false;\n{sql}"),
                "",
            )));
            let outcome = db.upgrade(&revisions);
            if is_faulty {
                let error = outcome.expect_err("the index would be wrong");
                assert!(error.is_refused(), "{error}");
                assert!(
                    error
                        .to_string()
                        .contains("line 12: on PostgreSQL 14.x an index that is built"),
                    "{error}"
                );
                assert!(error.hint().is_some_and(|hint| hint.contains("14.4")));
                assert_eq!(interrupted(&db), [], "nothing was begun");
            } else {
                outcome.unwrap_or_else(|error| panic!("{version}: {sql}: {error}"));
            }
        }
    }
}

#[test]
fn what_cannot_run_in_a_transaction_says_how_it_can() {
    for db in each() {
        let sql =
            if db.postgres { "CREATE INDEX CONCURRENTLY i ON log (what);" } else { "VACUUM;" };
        let mut revisions = three();
        revisions.push(revision("d4", "c3", sql, ""));
        let error = db.upgrade(&revisions).expect_err("it refuses");
        assert!(
            error.hint().is_some_and(|hint| hint.contains("transaction:false")),
            "{error} {:?}",
            error.hint()
        );
        revisions[3] = outside(revisions[3].clone());
        db.upgrade(&revisions).expect("now it can");
        assert_eq!(db.applied().len(), 4);
    }
}

/// Whether each index on `log` is valid.
fn indexes(db: &Db) -> Vec<String> {
    db.rows(
        "SELECT c.relname, i.indisvalid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid \
         WHERE i.indrelid = 'log'::regclass ORDER BY 1",
    )
}

#[test]
fn an_invalid_index_is_dropped_and_built_again() {
    let db = postgres();
    let mut revisions = three();
    db.upgrade(&revisions).expect("they run");
    db.execute("INSERT INTO log VALUES ('c3')");
    for name in ["log_what", "\"Log \"\"What\"\"\""] {
        let up = format!(
            "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS {name} ON public.log USING btree (what);"
        );
        revisions.truncate(3);
        revisions.push(outside(revision("d4", "c3", &up, &format!("DROP INDEX {name};"))));
        let error = db.upgrade(&revisions).expect_err("c3 is there twice");
        assert!(error.to_string().contains("could not create unique index"), "{error}");
        assert_eq!(indexes(&db), [""; 0], "nothing invalid is left behind");
        // As a killed run leaves it: invalid, and begun by the journal's word.
        let create = up.replace("CONCURRENTLY IF NOT EXISTS", "CONCURRENTLY").replace(';', "");
        block_on(migrate::session::Session::execute(&mut db.connect(), &create))
            .expect_err("twice");
        assert_eq!(indexes(&db).len(), 1);
        db.execute("DELETE FROM log WHERE what = 'c3'; INSERT INTO log VALUES ('c3')");
        db.upgrade(&revisions).expect("it is unique now");
        assert!(indexes(&db)[0].ends_with("|t"), "{:?}", indexes(&db));
        let down = [super::step(migrate::revision::Direction::Down, "d4")];
        db.run(&revisions, &down, &Options::default(), &mut ()).expect("it goes");
        db.execute("INSERT INTO log VALUES ('c3')");
    }
}
