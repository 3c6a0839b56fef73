//! What earlier runs found out, kept by whoever has a place for it. Decides neither where nor for how long; whoever asks
//! puts into the question all that the answer depends on.

use crate::codec::{Codec, Reader, encode};

/// A place for answers, under the questions that they answer. It may forget any of them, and never changes one.
pub trait Memory {
    /// The answer that was kept for this question.
    fn recall(&mut self, question: &[u8]) -> Option<&[u8]>;

    /// Keeps an answer in place of any other to the question.
    fn keep(&mut self, question: Vec<u8>, answer: Vec<u8>);

    /// Whether it is worth while to ask, or to work out an answer to be kept.
    fn keeps(&self) -> bool {
        true
    }
}

/// Keeps nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Forgetful;

impl Memory for Forgetful {
    fn recall(&mut self, _: &[u8]) -> Option<&[u8]> {
        None
    }

    fn keep(&mut self, _: Vec<u8>, _: Vec<u8>) {}

    fn keeps(&self) -> bool {
        false
    }
}

/// The bytes of a question: what is asked, and all that the answer depends on.
pub fn question(what: &str, of: &impl Codec) -> Vec<u8> {
    let mut bytes = Vec::new();
    crate::codec::write_bytes(what.as_bytes(), &mut bytes);
    of.write(&mut bytes);
    bytes
}

/// The answer that `memory` has, as a value. One that cannot be read counts as none.
pub fn recall<T: Codec>(memory: &mut dyn Memory, question: &[u8]) -> Option<T> {
    let mut from = Reader::new(memory.recall(question)?);
    let value = T::read(&mut from)?;
    from.is_done().then_some(value)
}

/// What `memory` knows, or what `find` finds, which is kept.
pub fn remember<T: Codec>(
    memory: &mut dyn Memory,
    question: Vec<u8>,
    find: impl FnOnce() -> T,
) -> T {
    if let Some(known) = recall(memory, &question) {
        return known;
    }
    let found = find();
    if memory.keeps() {
        memory.keep(question, encode(&found));
    }
    found
}
