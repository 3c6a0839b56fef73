//! Two pieces of work at once. Not a pool: a thread for each call.

use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Does both, `one` on a thread of its own; one after the other where the system gives none.
///
/// # Panics
///
/// When one of them does.
pub fn both<A: Send, B>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B) -> (A, B) {
    let waiting = Mutex::new(Some(one));
    let work = || {
        let one = waiting.lock().unwrap_or_else(PoisonError::into_inner).take();
        one.map(|one| one())
    };
    thread::scope(|scope| {
        let thread = thread::Builder::new().spawn_scoped(scope, work);
        let other = other();
        let one = match thread {
            Ok(thread) => thread.join().unwrap_or_else(|panic| resume_unwind(panic)),
            Err(_) => work(),
        };
        (one.expect("it is done once"), other)
    })
}

#[cfg(test)]
mod tests {
    use super::both;

    #[test]
    fn each_is_done_once_and_may_borrow() {
        let (mut here, mut there) = (vec![1], vec![2]);
        let (one, other) = both(|| there.push(3), || here.push(4));
        assert_eq!((one, other), ((), ()));
        assert_eq!((here, there), (vec![1, 4], vec![2, 3]));
    }

    #[test]
    #[should_panic(expected = "a bug of ours")]
    fn a_panic_is_not_lost() {
        both(|| panic!("a bug of ours"), || ());
    }
}
