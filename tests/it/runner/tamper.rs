//! What does not fit together is named before anything runs.

use migrate::plan;
use migrate::revision::Direction;
use migrate::runner::{self, Options, Progress};
use migrate::session::block_on;

use super::{each, outside, revision, scripts, step, three, ups};

#[derive(Default)]
struct Warnings(Vec<String>);

impl Progress for Warnings {
    fn warned(&mut self, warning: &str) {
        self.0.push(warning.into());
    }
}

#[test]
fn an_edited_revision_is_named_and_stops_everything() {
    for db in each() {
        db.upgrade(&three()[..2]).expect("they run");
        let mut revisions = three();
        revisions[0].sections[0].sql = revisions[0].sections[0].sql.replace('\n', "  \r\n");
        revisions[1].sections[0].sql.push_str("CREATE TABLE more (id int);");
        let error = db.upgrade(&revisions).expect_err("b2 was edited");
        assert!(error.is_history());
        assert!(
            error
                .to_string()
                .contains("`migrations/b2.sql` was edited after revision `b2` was applied"),
            "{error}"
        );
        assert!(!error.to_string().contains("a1"), "line endings are no edit: {error}");
        assert!(error.hint().is_some_and(|hint| hint.contains("db repair b2")));
        assert_eq!(db.applied(), ["a1", "b2"]);
        let options = Options { allow_edited: true, ..Options::default() };
        let mut warnings = Warnings::default();
        db.run(&revisions, &ups(&revisions), &options, &mut warnings)
            .expect("a person has said so");
        assert!(warnings.0[0].contains("was edited"), "{:?}", warnings.0);
        let known = scripts(db.dialect(), &revisions);
        block_on(runner::repair(&mut db.connect(), &[&known[1]], &Options::default(), &mut ()))
            .expect("it is applied");
        assert_eq!(db.upgrade(&revisions).expect("nothing is edited any more").len(), 0);
    }
}

#[test]
fn a_database_that_is_ahead_is_a_warning() {
    for db in each() {
        db.upgrade(&three()).expect("they run");
        let mut revisions = vec![three().remove(0)];
        revisions.push(revision("z9", "a1", "INSERT INTO log VALUES ('z9');", ""));
        let mut warnings = Warnings::default();
        let done = db
            .run(&revisions, &ups(&revisions), &Options::default(), &mut warnings)
            .expect("it starts");
        assert_eq!(done.len(), 1);
        assert!(
            warnings.0[0].contains("2 applied revisions are not known here, such as `b2`, make b2"),
            "{:?}",
            warnings.0
        );
    }
}

#[test]
fn a_missing_ancestor_is_named() {
    for db in each() {
        let revisions = three();
        let error = db
            .run(&revisions, &ups(&revisions[1..]), &Options::default(), &mut ())
            .expect_err("a1 is missing");
        assert!(error.to_string().contains("`b2` needs `a1`, which is not applied"), "{error}");
        assert_eq!(db.tables(), [""; 0]);
    }
}

#[test]
fn what_runs_below_an_applied_revision_is_named() {
    for db in each() {
        let [first, b2, mut c3] = three().try_into().expect("three");
        c3.revises = vec!["a1".into()];
        db.upgrade(&[first.clone(), c3.clone()]).expect("it runs");
        // Two are put between, of which the second takes the place below.
        let between = revision("b3", "b2", "INSERT INTO log VALUES ('b3');", "");
        c3.revises = vec!["b3".into()];
        let revisions = [first, b2, between, c3];
        let mut warnings = Warnings::default();
        let steps = ["b2", "b3"].map(|id| step(Direction::Up, id));
        let done = db.run(&revisions, &steps, &Options::default(), &mut warnings).expect("it runs");
        assert_eq!(done.len(), 2);
        let out = |id| {
            format!(
                "revision `{id}` runs out of order: `c3`, which comes after it, is applied already"
            )
        };
        assert_eq!(warnings.0, [out("b2"), out("b3")]);
        let mut warnings = Warnings::default();
        let next = revision("d4", "c3", "INSERT INTO log VALUES ('d4');", "");
        let revisions: Vec<_> = revisions.into_iter().chain([next]).collect();
        db.run(&revisions, &ups(&revisions), &Options::default(), &mut warnings).expect("it runs");
        assert_eq!(warnings.0, [""; 0], "what is in order is not");
    }
}

#[test]
fn history_takes_back_what_has_no_file() {
    for db in each() {
        let mut revisions = three();
        revisions.push(outside(revision(
            "d4",
            "c3",
            "INSERT INTO log VALUES ('d4');",
            "DELETE FROM log WHERE what = 'd4';",
        )));
        let mut last = revision("e5", "d4", "INSERT INTO log VALUES ('e5');", "");
        last.sections[1].irreversible = true;
        revisions.push(last);
        db.upgrade(&revisions).expect("they run");
        let error = db
            .run(&[], &[step(Direction::Down, "e5")], &Options::default(), &mut ())
            .expect_err("irreversible");
        assert!(error.to_string().contains("`e5`"), "{error}");
        let error = db
            .run(&revisions, &[step(Direction::Down, "e5")], &Options::default(), &mut ())
            .expect_err("so");
        assert!(error.to_string().contains("`e5` cannot be taken back"), "{error}");
        let steps = ["d4", "c3", "b2"].map(|id| step(Direction::Down, id));
        let done = db
            .run(&revisions[..1], &steps, &Options::default(), &mut ())
            .expect("the history remembers");
        assert_eq!(done.len(), 3);
        assert_eq!(db.rows("SELECT what FROM log ORDER BY what"), ["a1", "e5"]);
        assert_eq!(db.applied(), ["a1", "e5"]);
    }
}

#[test]
fn a_revision_taken_back_by_two_is_taken_back_once() {
    for db in each() {
        let mut revisions = three();
        revisions[2].sections[1].sql = "INSERT INTO log VALUES ('back');".into();
        db.upgrade(&revisions).expect("they run");
        let down = [step(Direction::Down, "c3")];
        let done: usize = std::thread::scope(|scope| {
            let run = || {
                db.run(&revisions, &down, &Options::default(), &mut ())
                    .expect("or nothing to do")
                    .len()
            };
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(run)).collect();
            threads.into_iter().map(|thread| thread.join().expect("no panic")).sum()
        });
        assert_eq!(done, 1);
        assert_eq!(db.rows("SELECT count(*) FROM log WHERE what = 'back'"), ["1"]);
    }
}

#[test]
fn a_stamp_writes_rows_and_runs_nothing() {
    for db in each() {
        let revisions = three();
        let known = scripts(db.dialect(), &revisions);
        let stamp = |add: &[&str], remove: &[&str]| {
            let owned = |ids: &[&str]| ids.iter().map(ToString::to_string).collect();
            let plan =
                plan::Stamp { add: owned(add), remove: owned(remove), ..plan::Stamp::default() };
            block_on(runner::stamp(&mut db.connect(), &known, &plan, &Options::default(), &mut ()))
        };
        stamp(&["a1", "b2"], &[]).expect("rows are written");
        assert_eq!(db.tables(), ["migrate_history"]);
        stamp(&["c3", "b2"], &["a1", "unheard"]).expect("rows are written");
        assert_eq!(db.applied(), ["b2", "c3"]);
        assert!(stamp(&["nowhere"], &[]).is_err());
        stamp(&[], &["b2", "c3"]).expect("rows go");
        assert_eq!(db.upgrade(&revisions).expect("from the start").len(), 3);
    }
}

#[test]
fn a_history_table_may_have_any_name_and_schema() {
    for db in each() {
        let revisions = three();
        let name = if db.postgres { "my \"schema\".the \"history\"" } else { "the \"history\"" };
        let options = Options { table: migrate::history::table(name), ..Options::default() };
        db.run(&revisions, &ups(&revisions), &options, &mut ()).expect("names are quoted");
        let history = block_on(migrate::history::read(&mut db.connect(), &options.table))
            .expect("it is there");
        let ids: Vec<String> = history.ids().into_iter().collect();
        assert_eq!(ids, ["a1", "b2", "c3"]);
        assert!(
            history
                .rows
                .iter()
                .all(|row| row.applied_at.ends_with(" UTC") && row.applied_at.len() == 23),
            "{history:?}"
        );
    }
}

#[test]
fn hostile_words_stay_words() {
    for db in each() {
        let mut bad =
            revision("a1", "", "CREATE TABLE t (v text);", "DROP TABLE t -- '); DROP TABLE t;");
        bad.message = "it's; DROP TABLE t; --\n\\' $$ \0".replace('\0', "");
        let revisions = [bad];
        db.upgrade(&revisions).expect("quotes are doubled");
        assert_eq!(db.rows("SELECT message FROM migrate_history"), [revisions[0].message.clone()]);
        let text = runner::print(
            db.dialect(),
            &scripts(db.dialect(), &revisions),
            &ups(&revisions),
            &Options::default(),
        );
        db.reset();
        db.execute(&text.expect("SQL"));
        assert_eq!(db.tables(), ["migrate_history", "t"]);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn what_a_database_says_commands_no_terminal() {
    use std::process::Command;

    let db = super::sqlite();
    let mut strange = three();
    // Clears the screen, and names its window.
    strange[2].message = "all \u{1b}[2Jis \u{1b}]0;well\u{7}".into();
    db.upgrade(&strange).expect("they run");
    let place = super::folder(&three()[..2]);
    let words = |command: &str| {
        format!(
            "{} db {command} --migrations . --database-url {}",
            env!("CARGO_BIN_EXE_db"),
            db.url
        )
    };
    // `script` gives a command a terminal, and tells what it showed.
    let on_terminal = |command: &str| {
        let output = Command::new("script")
            .args(["--quiet", "--return", "--command", &words(command), "/dev/null"])
            .current_dir(place.path())
            .env("NO_COLOR", "1")
            .env_remove("DATABASE_URL")
            .stdin(std::process::Stdio::null())
            .output()
            .expect("`script` is part of every Linux, in bsdutils or util-linux");
        String::from_utf8(output.stdout).expect("text")
    };
    for command in ["current", "upgrade"] {
        let shown = on_terminal(command);
        assert!(shown.contains("all \\u{1b}[2Jis \\u{1b}]0;well\\u{7}"), "{shown:?}");
        assert!(!shown.contains(['\u{1b}', '\u{7}']), "{shown:?}");
    }
    // A program gets all of it.
    let output = Command::new(env!("CARGO_BIN_EXE_db"))
        .args(words("current").split(' ').skip(1))
        .current_dir(place.path())
        .output()
        .expect("the command line starts");
    assert!(String::from_utf8_lossy(&output.stdout).contains("all \u{1b}[2Jis"), "{output:?}");
}
