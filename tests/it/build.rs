//! The build script under the real cargo: what it says, when it runs, what it leaves. Not what replay or diff decide.

mod places;
mod rebuild;
mod tiny;

use tiny::Tiny;

#[test]
fn a_new_application_builds_and_hears_what_to_do() {
    let tiny = Tiny::new("new");
    let first = tiny.build();
    assert!(first.ok(), "{first}");
    assert!(first.says("src/user/table.rs:5:12"), "{first}");
    assert!(first.says("table `users`"), "{first}");
    assert!(first.says("cargo xtask db revision"), "{first}");
    let second = tiny.build();
    assert!(second.ok() && !second.compiled(), "nothing was touched: {second}");
}

#[test]
fn drift_is_a_warning_or_an_error_as_the_profile_and_the_setting_say() {
    let tiny = Tiny::new("drift");
    tiny.revision("0001", "", &[("initial", USERS)]);
    let in_step = tiny.build();
    assert!(in_step.ok() && !in_step.warned(), "{in_step}");

    tiny.write(
        "src/user/table.rs",
        &tiny::USER.replace("pub name", "pub email: Option<String>,\n    pub name"),
    );
    let warned = tiny.build();
    assert!(warned.ok() && warned.warned(), "{warned}");
    assert!(
        warned.says("src/user/table.rs:8:9") && warned.says("column `users.email`"),
        "{warned}"
    );

    let denied = tiny.build_with(&[("MIGRATE_DRIFT", "deny")], &[]);
    assert!(
        !denied.ok() && denied.says("error") && denied.says("src/user/table.rs:8:9"),
        "{denied}"
    );
    assert!(!denied.says("panicked") && denied.says("cargo xtask db revision"), "{denied}");
    let silent = tiny.build_with(&[("MIGRATE_DRIFT", "off")], &[]);
    assert!(silent.ok() && !silent.says("email"), "{silent}");
    let nonsense = tiny.build_with(&[("MIGRATE_DRIFT", "maybe")], &[]);
    assert!(!nonsense.ok() && nonsense.says("`MIGRATE_DRIFT` is `maybe`"), "{nonsense}");
    let release = tiny.build_with(&[], &["--release"]);
    assert!(!release.ok() && release.says("src/user/table.rs:8:9"), "{release}");

    tiny.revision("0002", "0001", &[("email", "ALTER TABLE \"users\" ADD COLUMN \"email\" TEXT;")]);
    let mended = tiny.build();
    assert!(mended.ok() && !mended.warned(), "a new revision is seen: {mended}");
    let release = tiny.build_with(&[], &["--release"]);
    assert!(release.ok(), "{release}");
}

#[test]
fn files_that_come_change_and_go_are_noticed() {
    let tiny = Tiny::new("files");
    tiny.revision("0001", "", &[("initial", USERS)]);
    assert!(tiny.build().ok());

    tiny.write(
        "src/main.rs",
        &tiny::MAIN.replace("mod user;", "mod user; mod deep { pub mod er { pub mod table; } }"),
    );
    tiny.write(
        "src/deep/er/table.rs",
        &tiny::USER.replace("users", "others").replace("User", "Other"),
    );
    let added = tiny.build();
    assert!(
        added.ok() && added.says("src/deep/er/table.rs") && added.says("table `others`"),
        "{added}"
    );

    tiny.remove("src/deep/er/table.rs");
    tiny.write("src/main.rs", tiny::MAIN);
    let removed = tiny.build();
    assert!(removed.ok() && !removed.says("others"), "{removed}");

    tiny.remove("src/user/table.rs");
    tiny.write("src/user.rs", "");
    let dropped = tiny.build();
    assert!(
        dropped.ok() && dropped.says("table `users`"),
        "a table without a model is drift: {dropped}"
    );

    tiny.write("src/user/table.rs", tiny::USER);
    tiny.write("src/user.rs", "pub mod table;\n");
    assert!(!tiny.build().warned());
    assert_eq!(tiny.run(), "1 revisions, head 0001", "the history is in the binary");
    tiny.revision("0002", "0001", &[("index", "CREATE INDEX \"ix\" ON \"users\" (\"name\");")]);
    assert_eq!(
        tiny.run(),
        "2 revisions, head 0002",
        "a new revision is never missing from the binary"
    );
    tiny.revision("0002", "0001", &[("index", "")]);
    assert!(!tiny.build().warned(), "an edited revision is read again");
    tiny.remove("migrations/0002.sql");
    assert_eq!(tiny.run(), "1 revisions, head 0001", "a removed one is gone");
}

#[test]
fn what_is_broken_stops_the_build_with_its_place() {
    let tiny = Tiny::new("broken");
    tiny.revision("0001", "", &[("initial", USERS)]);
    tiny.write("src/user/table.rs", &tiny::USER.replace("pub name: String", "pub name: Srting"));
    tiny.write("src/other/table.rs", "struct {");
    tiny.revision("0003", "0002", &[("orphan", "")]);
    let broken = tiny.build();
    assert!(!broken.ok(), "{broken}");
    assert!(broken.says("src/other/table.rs:1:8"), "{broken}");
    assert!(broken.says("0002"), "the missing parent is told in the same breath: {broken}");
    tiny.remove("src/other/table.rs");
    tiny.remove("migrations/0003.sql");
    let unknown = tiny.build();
    assert!(
        !unknown.ok() && unknown.says("src/user/table.rs:8:15") && unknown.says("Srting"),
        "{unknown}"
    );
    assert!(!unknown.says("panicked"), "{unknown}");

    tiny.write("src/user/table.rs", tiny::USER);
    tiny.write("migrations/0009.sql", "DROP TABLE users;");
    let stray = tiny.build();
    assert!(!stray.ok() && stray.says("migrations/0009.sql"), "{stray}");
    tiny.remove("migrations/0009.sql");
    tiny.write("Cargo.toml", &tiny.manifest("modles = \"src\""));
    let setting = tiny.build();
    assert!(
        !setting.ok() && setting.says("there is no setting `modles`") && setting.says("`models`"),
        "{setting}"
    );
}

#[test]
fn warnings_name_what_is_odd() {
    let tiny = Tiny::new("odd");
    tiny.revision("0001", "", &[("initial", USERS)]);
    tiny.revision("0002", "0001", &[("left", "CREATE INDEX \"l\" ON \"users\" (\"name\");")]);
    tiny.revision("0003", "0001", &[("right", "DROP INDEX IF EXISTS \"r\";")]);
    tiny.write("src/lost/table.rs", &tiny::USER.replace("users", "lost").replace("User", "Lost"));
    let odd = tiny.build();
    assert!(odd.ok(), "{odd}");
    assert!(odd.says("the history has 2 heads") && odd.says("cargo xtask db merge"), "{odd}");
    assert!(odd.says("src/lost/table.rs: no `mod` reaches this file"), "{odd}");
}

/// What makes the table of [`tiny::USER`].
const USERS: &str = "CREATE TABLE \"users\" (\n    \"id\" INTEGER NOT NULL,\n    \"name\" TEXT NOT NULL,\n    \
    CONSTRAINT \"pk_users\" PRIMARY KEY (\"id\")\n);";
