//! Letting time pass without knowing which runtime there is. Nothing about databases.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

/// Ready when the time is over.
pub(crate) struct Pause(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    over: bool,
    waker: Option<Waker>,
}

/// Begins to wait, in a thread of its own.
pub(crate) fn pause(duration: Duration) -> Pause {
    let state = Arc::new(Mutex::new(State::default()));
    let theirs = Arc::clone(&state);
    std::thread::spawn(move || {
        std::thread::sleep(duration);
        let mut state = theirs.lock().unwrap_or_else(PoisonError::into_inner);
        state.over = true;
        if let Some(waker) = state.waker.take() {
            waker.wake();
        }
    });
    Pause(state)
}

impl Future for Pause {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.over {
            return Poll::Ready(());
        }
        state.waker = Some(context.waker().clone());
        Poll::Pending
    }
}
