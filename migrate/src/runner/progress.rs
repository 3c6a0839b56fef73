//! What somebody is told while revisions run. Says nothing by itself: the library never prints.

use std::time::Duration;

use super::Holder;
use crate::plan::Step;

/// Is told what goes on while it goes on. The library itself never prints.
///
/// It also writes to the `log` facade, whether or not anybody else is told, and never a literal of anybody's SQL:
///
/// | level | what |
/// |---|---|
/// | `warn` | a revision that met a lock is tried again; the database is ahead; remains of an interrupted run are cleared away |
/// | `info` | a revision was applied or taken back, in how many milliseconds; somebody else migrates, who, since when |
/// | `debug` | a revision begins |
pub trait Progress: Send {
    /// A revision is about to run.
    fn started(&mut self, step: &Step, message: &str) {
        let _ = (step, message);
    }

    /// A revision has been committed, or has joined a transaction that holds all of them.
    fn finished(&mut self, step: &Step, elapsed: Duration) {
        let _ = (step, elapsed);
    }

    /// Somebody else is migrating the database, or, where it has no lock for that alone, writes to it; called again and
    /// again.
    fn waiting(&mut self, waited: Duration, holder: Option<&Holder>) {
        let _ = (waited, holder);
    }

    /// What runs waits for somebody who has `what` locked; an empty text if that is no table. Called again and again, where
    /// it can be asked meanwhile: of a server on another connection that a URL opens, of SQLite's file on Linux.
    fn blocked(&mut self, waited: Duration, what: &str, holder: &Holder) {
        let _ = (waited, what, holder);
    }

    /// Something that a person should know and that stops nothing.
    fn warned(&mut self, warning: &str) {
        let _ = warning;
    }
}

/// Says nothing.
impl Progress for () {}
