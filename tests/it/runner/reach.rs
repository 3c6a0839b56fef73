//! Opening databases: each way in which it fails is one clear error, and no password is in any.

use migrate::error::Cause;
use migrate::session::{Access, Session, block_on, connect, create_database};

fn refused(url: &str, access: Access) -> migrate::Error {
    let error = connect(url, access).expect_err(url);
    let all = format!("{error} {error:?} {:?}", error.hint());
    for secret in ["wrong", "migrate:migrate", "hush"] {
        assert!(!all.contains(secret), "{all}");
    }
    assert!(error.hint().is_some(), "{error}");
    error
}

#[test]
fn a_missing_sqlite_file_is_made_by_writers_only() {
    let db = migrate_tests::sqlite();
    let error = refused(&db.url(), Access::Read);
    assert!(error.to_string().contains("there is no database"), "{error}");
    assert!(error.hint().is_some_and(|hint| hint.contains("cargo xtask db create")));
    assert_eq!(error.cause(), Cause::NoDatabase);
    refused(&format!("{}?mode=rw", db.url()), Access::Write);
    assert!(!db.path().exists());
    connect(&db.url(), Access::Write).expect("a writer makes it");
    assert!(db.path().exists());
    connect(&db.url(), Access::Read).expect("it is there");
    assert!(!create_database(&db.url()).expect("it is there"));
    let error = refused(&format!("sqlite:{}/no/such.db", db.dir().display()), Access::Write);
    assert!(error.hint().is_some_and(|hint| hint.starts_with("mkdir -p")), "{error}");
}

#[test]
fn a_file_that_is_no_database_or_may_only_be_read_says_so() {
    let db = migrate_tests::sqlite();
    std::fs::write(db.path(), "x".repeat(5000)).expect("a file");
    let error = refused(&db.url(), Access::Read);
    assert!(error.to_string().contains("file is not a database"), "{error}");
    std::fs::remove_file(db.path()).expect("it is there");
    assert!(create_database(&db.url()).expect("it is made"));
    let mut connection =
        connect(&format!("{}?mode=ro", db.url()), Access::Write).expect("it is there");
    let error = block_on(connection.execute("CREATE TABLE t (id int)")).expect_err("read only");
    assert!(error.to_string().contains("readonly") && error.hint().is_some(), "{error}");
    assert!(connect("sqlite::memory:", Access::Read).is_ok());
}

#[test]
fn postgres_says_what_is_wrong_and_how_to_mend_it() {
    let db = migrate_tests::postgres();
    let error = refused(&db.url_with_wrong_password(), Access::Read);
    assert!(
        error.to_string().contains("***") && error.to_string().contains("authentication"),
        "{error}"
    );
    let error = refused(&db.url_of("nowhere"), Access::Write);
    assert_eq!(error.cause(), Cause::NoDatabase);
    assert!(error.hint().is_some_and(|hint| hint.contains("cargo xtask db create")), "{error}");
    refused("postgres://me:hush@127.0.0.1:1/x", Access::Read);
    for mode in ["require", "verify-ca", "verify-full"] {
        let error = refused(&format!("{}?sslmode={mode}", db.url()), Access::Read);
        let wanted = if mode == "require" { "does not support TLS" } else { mode };
        assert!(error.to_string().contains(wanted), "{error}");
    }
    for mode in ["disable", "allow", "prefer"] {
        connect(&format!("{}?sslmode={mode}", db.url()), Access::Read).expect(mode);
    }
    refused("postgres://me:hush@host:port/x", Access::Read);
    refused("mysql://me:hush@host/x", Access::Read);
}

#[test]
fn a_database_is_created_once() {
    let db = migrate_tests::postgres();
    let url = db.url_of(&format!("{}_more", db.name()));
    assert!(create_database(&url).expect("it is made"));
    assert!(!create_database(&url).expect("it is there"));
    connect(&url, Access::Read).expect("it is there");
    db.execute(&format!("DROP DATABASE {}_more", db.name()));
}

#[test]
fn an_error_says_which_statement_of_several_it_was() {
    let db = migrate_tests::postgres();
    let mut connection = connect(&db.url(), Access::Write).expect("it is there");
    let error = block_on(connection.run(&["SELECT 'ü' -- ;", "SELECT 1", "SELECT\n nonsense"]))
        .expect_err("no column");
    let place = error.place().expect("the server tells");
    assert_eq!((place.statement, place.offset), (2, Some(8)));
}
