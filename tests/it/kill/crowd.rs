//! Many of the real command line at once: all succeed, and each revision is run by one of them. Nobody is killed.
//!
//! 32 once for each database; `MIGRATE_CROWDS=100` for as many times.

use std::process::Child;

use super::{Stage, assert_same, history, remains};
use crate::runner::{self, Db};

#[test]
fn thirty_two_processes_at_once_on_sqlite() {
    crowd(runner::sqlite);
}

#[test]
fn thirty_two_processes_at_once_on_postgres() {
    crowd(runner::postgres);
}

fn crowd(fresh: fn() -> Db) {
    let asked = std::env::var("MIGRATE_CROWDS").ok();
    let times = asked.map_or(1, |count| count.parse().expect("MIGRATE_CROWDS is a number"));
    let calm = fresh();
    let stage = Stage::new(history::revisions(calm.postgres, 8));
    stage.undisturbed(&calm);
    let expected = remains(&calm);
    for _ in 0..times {
        let db = fresh();
        let processes: Vec<Child> = (0..32).map(|_| stage.upgrade(&db).spawn().unwrap()).collect();
        for process in processes {
            let output = process.wait_with_output().unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        }
        assert_same(&remains(&db), &expected, "32 at once");
    }
}
