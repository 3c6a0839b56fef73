//! What rows would make of pending SQL, asked before it runs and held against what happens when it does. The SQL and what
//! is said are data, which `UPDATE_EXPECT=1` rewrites.

use std::fmt::Write as _;
use std::path::Path;

use migrate::dialect::{self, Statement};

use super::real::Real;
use crate::asked::refusals;

#[test]
fn what_is_said_of_rows_comes_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("it/cases/foreseen.txt");
    let text = std::fs::read_to_string(&path).unwrap();
    let (head, cases) = text.split_once("\n== ").expect("a case");
    let (mut sqlite, mut postgres) = (Real::sqlite(), Real::postgres());
    let (mut told, mut wrong) = (head.to_owned(), String::new());
    for case in cases.split("\n== ") {
        let [title, there, pending] = parts(case);
        let _ = write!(told, "\n== {title}\n{there}\n--\n{pending}\n--");
        for (name, real) in [("sqlite", &mut sqlite), ("postgres", &mut postgres)] {
            if !title.contains(name) {
                continue;
            }
            let dialect = dialect::find(name).unwrap();
            real.clear();
            real.run(there).unwrap_or_else(|error| panic!("{title} on {name}: {error}"));
            let live = real.introspect();
            let said = refusals(dialect, &live, pending, &mut |query| real.ask(query));
            let said = said.unwrap_or_else(|error| panic!("{title} on {name}: {error}"));
            let happened = real.execute(&[Statement::new(pending)]);
            if happened.is_err() == said.is_empty() {
                let _ = writeln!(wrong, "{title} on {name}: {happened:?} and {said:?}");
            }
            let said = said.iter().map(|said| {
                let said = said.strip_prefix("refused: revision `x` (").unwrap_or(said);
                said.split(';').next().unwrap_or(said).replace("x.sql, ", "").replace(')', "")
            });
            let said: Vec<String> = said.collect();
            let _ = write!(
                told,
                "\n{name}: {}",
                if said.is_empty() { "fine".to_owned() } else { said.join(" | ") }
            );
        }
        told.push('\n');
    }
    assert!(wrong.is_empty(), "{wrong}");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, told).unwrap();
    } else {
        assert_eq!(told, text, "if they are right: UPDATE_EXPECT=1");
    }
}

/// The title, what is there, and what is pending.
fn parts(case: &str) -> [&str; 3] {
    let (title, rest) = case.split_once('\n').expect("a title");
    let (there, rest) = rest.split_once("\n--\n").expect("what is there");
    let (pending, _) = rest.split_once("\n--\n").expect("what is pending");
    [title, there, pending]
}
