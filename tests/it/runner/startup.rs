//! What an application does about its schema as it starts, by its embedded history.

use migrate::embed::{Embedded, EmbeddedCreate, EmbeddedRevision, EmbeddedSections, EmbeddedSql};
use migrate::revision::checksum;
use migrate::session::{Access, Session, block_on, connect};
use migrate::{Migrator, Startup};

use super::{Db, each};

const DIALECTS: &[&str] = &["sqlite", "postgres"];

pub(super) fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

/// Revisions in a line, from their SQL up and down.
fn revisions(
    history: &[(&'static str, &'static str, &'static str)],
) -> &'static [EmbeddedRevision] {
    let mut parent: &'static [&'static str] = &[];
    let mut all = Vec::new();
    for (id, up, down) in history {
        let sections = DIALECTS.iter().map(|dialect| EmbeddedSections {
            dialect,
            checksum: leak(checksum(up)),
            up: EmbeddedSql {
                sql: up,
                line: 9,
                transaction: true,
                hook: false,
                limits: migrate::revision::Limits::NONE,
            },
            down: Some(EmbeddedSql {
                sql: down,
                line: 12,
                transaction: true,
                hook: false,
                limits: migrate::revision::Limits::NONE,
            }),
        });
        all.push(EmbeddedRevision {
            id,
            message: "a message",
            slug: "a_message",
            file: leak(format!("{id}.sql")),
            created: "2025-12-24 03:27:01 UTC",
            revises: parent,
            labels: &[],
            depends_on: &[],
            sections: Box::leak(sections.collect::<Vec<_>>().into()),
        });
        parent = Box::leak(vec![*id].into());
    }
    Box::leak(all.into())
}

pub(super) const HISTORY: &[(&str, &str, &str)] = &[
    ("a1", "CREATE TABLE t (id int PRIMARY KEY);", "DROP TABLE t;"),
    ("b2", "INSERT INTO t VALUES (1);", "DELETE FROM t;"),
];

pub(super) fn migrator(history: &[(&'static str, &'static str, &'static str)]) -> Migrator {
    let create = DIALECTS.iter().flat_map(|dialect| {
        [
            EmbeddedCreate {
                dialect,
                table: "t",
                statements: &[
                    "CREATE TABLE t (id int PRIMARY KEY, more text, must int NOT NULL)",
                    "CREATE INDEX t_more ON t (more)",
                ],
                columns: &[
                    ("id", None),
                    ("more", Some("ALTER TABLE t ADD COLUMN more text")),
                    ("must", None),
                ],
            },
            EmbeddedCreate {
                dialect,
                table: "u",
                statements: &[
                    "CREATE TABLE u (id int PRIMARY KEY, t_id int REFERENCES t (id))",
                    "CREATE UNIQUE INDEX u_t ON u (t_id)",
                ],
                columns: &[("id", None), ("t_id", None)],
            },
        ]
    });
    Migrator::new(Box::leak(Box::new(Embedded {
        dialects: DIALECTS,
        history_table: None,
        revisions: revisions(history),
        heads: &["b2"],
        create: Box::leak(create.collect::<Vec<_>>().into()),
    })))
}

#[test]
fn upgrade_applies_what_is_pending_and_then_nothing() {
    for db in each() {
        let started = migrator(HISTORY).startup(Startup::Upgrade).run(&db.url).expect("it starts");
        assert_eq!(started.applied.len(), 2);
        assert_eq!(migrator(HISTORY).run(&db.url).expect("it starts again").applied, []);
        assert_eq!(db.rows("SELECT id FROM t"), ["1"]);
        let status = migrator(HISTORY).status(&mut db.connect()).expect("one query");
        assert_eq!(
            (status.heads, status.pending, status.unknown, status.at_head),
            (vec!["b2".to_string()], 0, 0, true)
        );
    }
}

#[test]
fn check_refuses_what_is_pending_and_changes_nothing() {
    for db in each() {
        drop(db.connect());
        let check = migrator(HISTORY).startup(Startup::Check);
        let error = check.run(&db.url).expect_err("two are pending");
        assert!(
            error.is_history()
                && error.to_string().contains("2 revisions are pending, from `a1` on"),
            "{error}"
        );
        assert_eq!(db.tables(), [""; 0]);
        migrator(HISTORY).run(&db.url).expect("it starts");
        check.run(&db.url).expect("nothing is pending");
        let older = migrator(&HISTORY[..1])
            .startup(Startup::Check)
            .run(&db.url)
            .expect("ahead is no failure");
        assert_eq!(older.unknown, 1);
        let edited = migrator(&[("a1", "CREATE TABLE t (id bigint);", ""), HISTORY[1]]);
        for startup in [Startup::Check, Startup::Upgrade] {
            let error = edited.clone().startup(startup).run(&db.url).expect_err("a1 is another");
            assert!(error.to_string().contains("`a1.sql` was edited"), "{error}");
        }
        assert!(migrator(HISTORY).startup(Startup::Off).run("nonsense").is_ok());
    }
}

#[test]
fn check_makes_no_file() {
    let place = tempfile::tempdir().expect("a folder");
    let path = place.path().join("app.db");
    let url = format!("sqlite://{}", path.display());
    let error = migrator(HISTORY).startup(Startup::Check).run(&url).expect_err("nothing there");
    assert!(error.to_string().contains("app.db"), "{error}");
    assert!(!path.exists());
    migrator(HISTORY).run(&url).expect("an upgrade makes it");
}

#[test]
fn tables_without_history_stop_an_upgrade() {
    for db in each() {
        db.execute("CREATE TABLE t (id int); CREATE TABLE strange (id int)");
        let error = migrator(HISTORY).run(&db.url).expect_err("whose tables are these?");
        let text = error.to_string();
        assert!(text.contains("2 tables and no migration history"), "{text}");
        assert!(
            text.contains("not in the models: `strange`")
                && text.contains("only in the models: `u`"),
            "{text}"
        );
        assert!(error.hint().is_some_and(|hint| {
            hint.starts_with("in the project's folder: ") && hint.contains("db stamp")
        }));
        assert_eq!(db.tables(), ["strange", "t"]);
    }
}

#[test]
fn create_tables_adds_what_is_missing_and_never_drops() {
    for db in each() {
        let create = migrator(HISTORY).startup(Startup::CreateTables);
        db.execute(
            "CREATE TABLE t (id int PRIMARY KEY, old text); INSERT INTO t VALUES (7, 'kept')",
        );
        let started = create.run(&db.url).expect("it starts");
        assert_eq!(started.created, ["t.more", "u"]);
        assert_eq!(db.rows("SELECT id, old, more FROM t"), ["7|kept|NULL"]);
        assert_eq!(create.run(&db.url).expect("it starts again").created, [""; 0]);
        assert_eq!(db.tables(), ["t", "u"], "no history is begun");
        // What it has made has its keys and indexes; the table that was there has got none of them.
        let indexes = match db.postgres {
            true => "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
            false => {
                "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY 1"
            }
        };
        assert!(db.rows(indexes).contains(&"u_t".to_owned()), "{:?}", db.rows(indexes));
        assert!(!db.rows(indexes).contains(&"t_more".to_owned()), "{:?}", db.rows(indexes));
        let strict = |sql: &str| {
            let mut connection = db.connect();
            if !db.postgres {
                block_on(connection.execute("PRAGMA foreign_keys = ON")).expect("a pragma");
            }
            block_on(connection.execute(sql)).expect_err(sql);
        };
        strict("INSERT INTO u VALUES (1, 99)");
        db.execute("INSERT INTO u VALUES (1, 7)");
        strict("INSERT INTO u VALUES (1, NULL)");
        strict("INSERT INTO u VALUES (2, 7)");
        db.reset();
        assert_eq!(create.run(&db.url).expect("it starts").created, ["t", "u"]);
        assert!(db.rows(indexes).contains(&"t_more".to_owned()), "{:?}", db.rows(indexes));
        db.reset();
        migrator(HISTORY).run(&db.url).expect("it starts");
        let error = create.run(&db.url).expect_err("there is a history");
        assert!(error.is_refused(), "{error}");
        assert_eq!(db.tables(), ["migrate_history", "t"]);
    }
}

#[test]
fn hints_name_the_program_that_gives_them() {
    for db in each() {
        drop(db.connect());
        let check = migrator(HISTORY).startup(Startup::Check).called("hospital migrate");
        let error = check.run(&db.url).expect_err("two are pending");
        let hint = error.hint().expect("a way out");
        assert!(hint.contains("`hospital migrate upgrade`") && !hint.contains("xtask"), "{hint}");
        let error = migrator(HISTORY).startup(Startup::Check).run(&db.url).expect_err("pending");
        let own = std::env::current_exe().expect("a test is a program");
        let own =
            format!("`{} migrate upgrade`", own.file_name().expect("a file").to_string_lossy());
        assert!(error.hint().is_some_and(|hint| hint.contains(&own)), "{:?}", error.hint());
    }
    let args = ["current".to_owned()];
    let named = migrator(HISTORY).called("hospital migrate");
    let gone = migrate_tests::sqlite();
    for url in [gone.url(), migrate_tests::postgres().url_of("nowhere")] {
        let error = named.command(&args, &url).expect_err("there is none");
        let hint = error.hint().expect("a way out");
        assert!(hint.starts_with("`hospital migrate upgrade` creates"), "{hint}");
        assert!(!hint.contains("xtask"), "{hint}");
    }
}

fn command(db: &Db, line: &str) -> migrate::Result<String> {
    let args: Vec<String> = line.split_whitespace().map(String::from).collect();
    migrator(HISTORY).command(&args, &db.url)
}

#[test]
fn the_binary_is_the_tool() {
    for db in each() {
        drop(db.connect());
        let sql = command(&db, "upgrade --sql").expect("it prints");
        assert!(
            sql.contains("CREATE TABLE t (id int PRIMARY KEY);") && db.tables().is_empty(),
            "{sql}"
        );
        assert!(command(&db, "upgrade").expect("it runs").starts_with("up a1 ("));
        assert_eq!(command(&db, "upgrade").expect("it runs"), "nothing to do\n");
        assert_eq!(command(&db, "current").expect("it is known"), "b2\n");
        assert_eq!(
            command(&db, "status").expect("it is known"),
            "current: b2\napplied: 2\npending: 0\nunknown: 0\n"
        );
        assert!(command(&db, "downgrade -1").expect("it runs").starts_with("down b2 ("));
        assert_eq!(command(&db, "current").expect("it is known"), "a1\n");
        for line in ["", "upgrade nowhere", "upgrade a b", "downgrade", "current --sql", "dance"] {
            let error = command(&db, line).expect_err(line);
            assert!(error.hint().is_some(), "{line}: {error}");
        }
    }
}

#[test]
fn a_url_works_within_an_async_runtime_and_an_async_client_works_too() {
    let db = super::postgres();
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        assert_eq!(migrator(&HISTORY[..1]).run(&db.url).expect("it starts").applied.len(), 1);
        let (mut client, connection) =
            tokio_postgres::connect(&db.url, tokio_postgres::NoTls).await.expect("it connects");
        tokio::spawn(connection);
        let started = migrator(HISTORY).run_async(&mut client).await.expect("it starts");
        assert_eq!(started.applied.len(), 1);
        assert!(migrator(HISTORY).status_async(&mut client).await.expect("one query").at_head);
        client.pause(std::time::Duration::from_millis(1)).await.expect("the server sleeps");
    });
}

#[test]
fn a_dialect_that_was_not_embedded_is_named() {
    let mut embedded = *migrator(HISTORY).embedded();
    embedded.dialects = &["postgres"];
    let migrator = Migrator::new(Box::leak(Box::new(embedded)));
    let db = super::sqlite();
    let error = migrator.run(&db.url).expect_err("no SQLite");
    assert!(error.is_unsupported() && error.to_string().contains("`sqlite`"), "{error}");
}

/// Counts what it is asked.
struct Counting(migrate::session::Connection, usize);

impl migrate::session::Blocking for Counting {}

impl Session for Counting {
    fn dialect(&self) -> &'static dyn migrate::dialect::Dialect {
        self.0.dialect()
    }

    async fn execute(&mut self, sql: &str) -> migrate::Result<()> {
        self.1 += 1;
        self.0.execute(sql).await
    }

    async fn run(&mut self, statements: &[&str]) -> migrate::Result<()> {
        self.1 += 1;
        self.0.run(statements).await
    }

    async fn query(&mut self, sql: &str) -> migrate::Result<Vec<migrate::session::Row>> {
        self.1 += 1;
        self.0.query(sql).await
    }

    async fn pause(&mut self, duration: std::time::Duration) -> migrate::Result<()> {
        self.0.pause(duration).await
    }
}

#[test]
fn a_start_at_head_asks_one_thing() {
    for db in each() {
        migrator(HISTORY).run(&db.url).expect("it starts");
        for startup in [Startup::Upgrade, Startup::Check] {
            let mut counting = Counting(connect(&db.url, Access::Read).expect("it is there"), 0);
            migrator(HISTORY).startup(startup).run_on(&mut counting).expect("at head");
            assert_eq!(counting.1, 1);
        }
        // And one message for each revision, on a server.
        if db.postgres {
            db.reset();
            let mut counting = Counting(connect(&db.url, Access::Write).expect("it is there"), 0);
            let revisions = super::three();
            block_on(counting.execute("SELECT 1")).expect("it is there");
            let before = counting.1;
            super::run_on(
                &mut counting,
                &revisions,
                &super::ups(&revisions),
                &Default::default(),
                &mut (),
            )
            .expect("they run");
            // The history and the journal are asked for first.
            assert_eq!(counting.1 - before, 2 + revisions.len());
        }
    }
}

/// Not a test of its own: what `the_environment_overrules_the_program` runs, with an environment of its own.
#[test]
fn starts_once() {
    let Ok(url) = std::env::var("MIGRATE_TEST_START") else { return };
    match migrator(HISTORY).startup(Startup::Check).run(&url) {
        Ok(started) => eprintln!("started: {} applied", started.applied.len()),
        Err(error) => eprintln!("refused: {error} ({})", error.hint().unwrap_or_default()),
    }
}

#[test]
fn the_environment_overrules_the_program() {
    for db in each() {
        let start = |word: &str| {
            let output =
                std::process::Command::new(std::env::current_exe().expect("the test binary"))
                    .args(["--exact", "runner::startup::starts_once", "--nocapture"])
                    .env("MIGRATE_TEST_START", &db.url)
                    .env("MIGRATE_ON_START", word)
                    .output()
                    .expect("the test binary runs");
            String::from_utf8(output.stderr).expect("text")
        };
        drop(db.connect());
        assert!(start("off").contains("started: 0 applied"));
        assert_eq!(db.tables(), [""; 0]);
        // `check` is the program's own choice.
        for word in ["auto", "", "check"] {
            assert!(start(word).contains("refused: 2 revisions are pending"));
        }
        let said = start("updrade");
        assert!(
            said.contains("refused: `MIGRATE_ON_START` is `updrade` (it may be `auto`"),
            "{said}"
        );
        assert!(start("upgrade").contains("started: 2 applied"));
        assert!(start("check").contains("started: 0 applied"));
        let said = start("create-tables");
        assert!(said.contains("refused: "), "it refuses a database with a history: {said}");
    }
}
