//! Every definition of a thing to every other: each file under `cases/matrix/<dialect>` holds one thing in many forms, as
//! SQL, and each ordered pair of the forms goes the way that the cases go. By night all pairs, some of each form
//! otherwise; `MIGRATE_MATRIX=all` asks for all, `CASE` for the files whose name holds it.
//!
//! ```text
//! -- always              SQL that stands before each form
//! -- form: name          SQL of one form
//! ```

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use migrate::dialect::Dialect;
use migrate::dialect::postgres::Postgres;
use migrate::dialect::sqlite::Sqlite;
use migrate::diff::Hints;
use migrate::replay::replay;
use migrate::schema::Schema;

use super::case::Pair;
use super::real::Real;
use super::{WORKERS, oracle, report};

/// One thing in its forms.
struct Matrix {
    name: String,
    always: String,
    forms: Vec<(String, String)>,
}

fn all(dialect: &dyn Dialect) -> Vec<Matrix> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("it/cases/matrix").join(dialect.name());
    let entries = std::fs::read_dir(&folder).expect("the folder can be read");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    let filter = std::env::var("CASE").unwrap_or_default();
    files.iter().map(|file| read(file)).filter(|matrix| matrix.name.contains(&filter)).collect()
}

fn read(file: &Path) -> Matrix {
    let name = file.file_stem().expect("a file has a name").to_string_lossy().into_owned();
    let text = std::fs::read_to_string(file).expect("a file can be read");
    let (mut always, mut forms) = (String::new(), Vec::<(String, String)>::new());
    for line in text.lines() {
        if let Some(form) = line.strip_prefix("-- form: ") {
            forms.push((form.to_owned(), String::new()));
        } else if line != "-- always" {
            let part = forms.last_mut().map_or(&mut always, |(_, sql)| sql);
            *part += line;
            part.push('\n');
        }
    }
    assert!(forms.len() > 1, "{name} has forms to go between");
    Matrix { name, always, forms }
}

/// Which of the ordered pairs of `count` forms are tried: all, or from each form to the next and to one other.
fn picked(count: usize) -> Vec<(usize, usize)> {
    let all = std::env::var_os("MIGRATE_MATRIX").is_some();
    let pairs = (0..count).flat_map(|from| (0..count).map(move |to| (from, to)));
    let is_picked = |&(from, to): &(usize, usize)| {
        let far = (from * 7 + 3) % count;
        from != to && (all || to == (from + 1) % count || to == far)
    };
    pairs.filter(is_picked).collect()
}

impl Matrix {
    fn pair(&self, dialect: &dyn Dialect, (from, to): (usize, usize)) -> Result<Pair, String> {
        let ((from, before), (to, after)) = (&self.forms[from], &self.forms[to]);
        let name = format!("{}: {from} -> {to}", self.name);
        let mut next = Schema::default();
        for sql in [before, after] {
            next = Schema::default();
            let unread = replay(dialect, &format!("{}{sql}", self.always), &mut next);
            if let Some(unread) = unread.first() {
                return Err(format!("=== {name}\nnot read: {}: {}", unread.text, unread.reason));
            }
        }
        let hints = Hints { drop_and_add: true, ..Hints::default() };
        let by_hand = format!("{}{before}", self.always);
        Ok(Pair { name, previous: Schema::default(), by_hand, next, hints })
    }
}

/// Sends the picked pairs of every matrix through the oracle, side by side.
fn hold(dialect: &dyn Dialect, real: fn() -> Real) {
    let matrices = all(dialect);
    let work: Vec<(&Matrix, (usize, usize))> = matrices
        .iter()
        .flat_map(|matrix| picked(matrix.forms.len()).into_iter().map(move |pair| (matrix, pair)))
        .collect();
    let (next, outcomes) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                let (mut one, mut other) = (real(), real());
                while let Some((matrix, at)) = work.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let outcome = matrix
                        .pair(dialect, *at)
                        .and_then(|pair| oracle::hold(&pair, dialect, &mut one, &mut other));
                    outcomes.lock().expect("no worker panics").push(outcome);
                }
            });
        }
    });
    report(outcomes.into_inner().expect("no worker panics"));
}

#[test]
fn every_form_becomes_every_other_on_sqlite() {
    hold(&Sqlite, Real::sqlite);
}

#[test]
fn every_form_becomes_every_other_on_postgres() {
    hold(&Postgres, Real::postgres);
}
