//! Rust code that runs with revisions, on every driver: within their transactions or not at all.

use migrate::embed::EmbeddedSections;
use migrate::plan::Step;
use migrate::revision::Direction;
use migrate::runner::{Hooks, Moment, Options, Outcome};
use migrate::session::Connection;
use migrate::{Migrator, Startup};
use tokio_postgres::Client;

use super::startup::{HISTORY, migrator};
use super::{Db, each, ups};

/// A revision whose sections ask for hooks, or stand outside transactions, where `change` says so.
fn changed(id: &str, change: fn(&mut EmbeddedSections)) -> Migrator {
    let mut embedded = *migrator(HISTORY).embedded();
    let mut revisions = embedded.revisions.to_vec();
    for revision in revisions.iter_mut().filter(|revision| revision.id == id) {
        let mut sections = revision.sections.to_vec();
        sections.iter_mut().for_each(change);
        revision.sections = sections.leak();
    }
    embedded.revisions = revisions.leak();
    Migrator::new(Box::leak(Box::new(embedded))).startup(Startup::Upgrade)
}

fn asking(sections: &mut EmbeddedSections) {
    sections.up.hook = true;
    sections.down = sections.down.map(|down| migrate::embed::EmbeddedSql { hook: true, ..down });
}

/// Adds a row with a parameter, by the driver of whatever database it is.
fn insert(connection: &mut Connection, id: i32) -> Outcome {
    match connection {
        Connection::Sqlite(sqlite) => {
            sqlite.execute("INSERT INTO t VALUES (?1)", [id])?;
        }
        Connection::Postgres(postgres) => {
            postgres.with(move |client| client.execute("INSERT INTO t VALUES ($1)", &[&id]))??;
        }
        _ => unreachable!("no other database"),
    }
    Ok(())
}

fn ids(db: &Db) -> Vec<String> {
    db.rows("SELECT id FROM t ORDER BY id")
}

fn command(hooks: Hooks<Connection>, line: &str, db: &Db) -> migrate::Result<String> {
    let args: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
    changed("b2", asking).hooks(hooks)?.command(&args, &db.url)
}

#[test]
fn hooks_run_around_the_sql_of_their_revision_and_no_other() {
    for db in each() {
        let hooks = || {
            Hooks::new()
                .on(Moment::AfterUp, "a1", |db: &mut Connection, _: &Step| insert(db, 7))
                .on(Moment::BeforeUp, "b2", |db: &mut Connection, step: &Step| {
                    assert_eq!((step.revision.as_str(), step.direction), ("b2", Direction::Up));
                    // Fails unless the SQL of `b2` has not run yet, which inserts the same.
                    insert(db, 1)?;
                    insert(db, 8)?;
                    match db {
                        Connection::Sqlite(db) => {
                            db.execute("DELETE FROM t WHERE id = 1", []).map(drop)?
                        }
                        Connection::Postgres(db) => {
                            db.with(|db| db.batch_execute("DELETE FROM t WHERE id = 1"))??;
                        }
                        _ => unreachable!("no other database"),
                    }
                    Ok(())
                })
                .on(Moment::AfterDown, "b2", |db: &mut Connection, _: &Step| insert(db, 9))
                .each(Moment::AfterUp, |db: &mut Connection, step: &Step| {
                    insert(db, if step.revision == "a1" { 100 } else { 200 })
                })
        };
        let started = migrator(HISTORY).hooks(hooks()).unwrap().run(&db.url).unwrap();
        assert_eq!(started.applied.len(), 2);
        assert_eq!(ids(&db), ["1", "7", "8", "100", "200"]);
        // Nothing is pending, so nothing runs.
        migrator(HISTORY).hooks(hooks()).unwrap().run(&db.url).unwrap();
        assert!(command(hooks(), "downgrade -1", &db).unwrap().starts_with("down b2 ("));
        assert_eq!(ids(&db), ["9"]);
    }
}

#[test]
fn a_hook_that_fails_takes_its_revision_back_and_is_named() {
    for db in each() {
        let hooks = Hooks::new().on(Moment::AfterUp, "b2", |db: &mut Connection, _: &Step| {
            insert(db, 5)?;
            insert(db, 5)
        });
        let error = migrator(HISTORY).hooks(hooks).unwrap().run(&db.url).unwrap_err();
        let text = error.to_string();
        assert!(text.starts_with("revision `b2`, `b2.sql`: the hook after it: "), "{text}");
        assert!(text.to_lowercase().contains("unique"), "the database's own words: {text}");
        assert_eq!((db.applied(), ids(&db)), (vec!["a1".to_owned()], Vec::new()));
        // The same in one transaction for all.
        db.reset();
        let hooks = Hooks::new()
            .on(Moment::AfterUp, "b2", |_: &mut Connection, _: &Step| Err("not today".into()));
        let single = Options { single_transaction: true, ..Options::default() };
        let error =
            migrator(HISTORY).options(single).hooks(hooks).unwrap().run(&db.url).unwrap_err();
        assert!(error.to_string().ends_with("the hook after it: not today"), "{error}");
        assert!(!db.tables().contains(&"t".to_owned()), "{:?}", db.tables());
    }
}

#[test]
fn a_hook_that_ends_the_transaction_is_found_out() {
    for db in each() {
        let commit = |db: &mut Connection, _: &Step| match db {
            Connection::Sqlite(db) => Ok(db.execute_batch("COMMIT")?),
            Connection::Postgres(db) => Ok(db.with(|db| db.batch_execute("COMMIT"))??),
            _ => unreachable!("no other database"),
        };
        let hooks = Hooks::new().on(Moment::AfterUp, "b2", commit);
        let error = migrator(HISTORY).hooks(hooks).unwrap().run(&db.url).unwrap_err();
        assert!(error.to_string().contains("the hook of revision `b2` has ended"), "{error}");
        assert_eq!(db.applied(), ["a1"], "what is not whole is not recorded");
    }
}

#[test]
fn hooks_for_what_is_not_there_or_not_whole_are_refused_at_once() {
    let hooks = |revision: &str| {
        Hooks::new().on(Moment::AfterUp, revision, |_: &mut Connection, _: &Step| Ok(()))
    };
    for (revision, said) in [
        ("zz", "there is a hook for revision `zz`, and no such revision"),
        ("a_message", "2 revisions have that slug"),
        ("b2", "`b2`, which says `transaction:false`"),
    ] {
        let outside = changed("b2", |sections| sections.up.transaction = false);
        let error = outside.hooks(hooks(revision)).unwrap_err();
        assert!(error.to_string().contains(said) && error.hint().is_some(), "{error}");
    }
}

#[test]
fn a_revision_that_asks_for_its_hook_does_not_run_without() {
    for db in each() {
        let asks = changed("b2", asking);
        let error = asks.run(&db.url).unwrap_err();
        let text = error.to_string();
        assert!(text.contains("`b2.sql` says `migrate:up hook`"), "{text}");
        assert!(error.is_refused() && error.hint().is_some());
        assert_eq!(db.tables(), [""; 0], "it is known before anything runs");
        // A hook for every revision is not its own.
        let each = Hooks::new().each(Moment::AfterUp, |_: &mut Connection, _: &Step| Ok(()));
        assert!(asks.clone().hooks(each).unwrap().run(&db.url).is_err());
        let own = || {
            Hooks::new()
                .on(Moment::AfterUp, "b2", |db: &mut Connection, _: &Step| insert(db, 3))
                .on(Moment::BeforeDown, "b2", |_: &mut Connection, _: &Step| Ok(()))
        };
        assert!(command(own(), "upgrade --sql", &db).is_err(), "no text can hold it");
        asks.hooks(own()).unwrap().run(&db.url).unwrap();
        assert_eq!(ids(&db), ["1", "3"]);
        // Nor is it taken back without, by who knows it from the history table only.
        let down = [super::step(Direction::Down, "b2")];
        let error = db.run(&[], &down, &Options::default(), &mut ()).unwrap_err();
        assert!(error.to_string().contains("says `migrate:down hook`"), "{error}");
        command(own(), "downgrade -1", &db).unwrap();
        assert_eq!(db.applied(), ["a1"]);
    }
}

#[test]
fn a_connection_of_the_callers_is_what_its_hooks_get() {
    let db = super::sqlite();
    let hooks =
        Hooks::new().on(Moment::AfterUp, "a1", |db: &mut rusqlite::Connection, _: &Step| {
            assert!(!db.is_autocommit());
            db.execute("INSERT INTO t VALUES (?1)", [4])?;
            Ok(())
        });
    let mut connection =
        rusqlite::Connection::open(db.url.trim_start_matches("sqlite://")).unwrap();
    migrator(HISTORY).hooks(hooks).unwrap().run_on(&mut connection).unwrap();
    assert_eq!(ids(&db), ["1", "4"]);

    let db = super::postgres();
    let hooks = Hooks::new().on(Moment::AfterUp, "a1", |db: &mut postgres::Client, _: &Step| {
        db.execute("INSERT INTO t VALUES ($1)", &[&4])?;
        Ok(())
    });
    let mut client = postgres::Client::connect(&db.url, postgres::NoTls).unwrap();
    migrator(HISTORY).hooks(hooks).unwrap().run_on(&mut client).unwrap();
    assert_eq!(ids(&db), ["1", "4"]);

    db.reset();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let hooks = Hooks::new()
            .on_async(Moment::AfterUp, "a1", |db: &mut Client, _| {
                Box::pin(async move {
                    db.execute("INSERT INTO t VALUES ($1)", &[&4]).await?;
                    Ok(())
                })
            })
            .each_async(Moment::BeforeDown, |_, _| Box::pin(async { Err("never".into()) }));
        let (mut client, driving) = migrate::session::connect_tokio(&db.url).await.unwrap();
        tokio::spawn(driving);
        migrator(HISTORY).hooks(hooks).unwrap().run_async(&mut client).await.unwrap();
    });
    assert_eq!(ids(&db), ["1", "4"]);
}

#[test]
fn of_many_that_start_at_once_one_runs_the_hook() {
    for db in each() {
        let start = std::sync::Barrier::new(6);
        std::thread::scope(|scope| {
            for _ in 0..6 {
                scope.spawn(|| {
                    let hooks =
                        Hooks::new().on(Moment::BeforeUp, "b2", |db: &mut Connection, _: &Step| {
                            insert(db, 3)
                        });
                    start.wait();
                    migrator(HISTORY).hooks(hooks).unwrap().run(&db.url).unwrap();
                });
            }
        });
        assert_eq!(ids(&db), ["1", "3"]);
        assert_eq!(db.applied().len(), ups(&super::three()).len() - 1);
    }
}
