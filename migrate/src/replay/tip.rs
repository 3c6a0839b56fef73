//! The schema after a history, taken up where an earlier run left off: a history is read once, and afterwards only what is
//! new in it. Follows no statement itself.
//!
//! What is kept is the state after the last revision and the one before it, each with all the texts that led there. It is
//! used only where the same texts still stand at the beginning of the history, so that of a revision that is being
//! written, edited or taken away no more than itself is read again.

use std::path::PathBuf;

use super::{Replay, Unread, UnreadIn};
use crate::codec::{Codec, Reader};
use crate::codec_of_structs;
use crate::dialect::Dialect;
use crate::memory::{self, Forgetful, Memory};
use crate::revision::{Direction, Revision};
use crate::schema::Schema;

/// What one revision says, and where.
#[derive(Debug, PartialEq, Eq)]
struct Text {
    revision: String,
    path: Option<PathBuf>,
    line: usize,
    sql: String,
}

/// A state: the texts that led to it, what of them was not understood, the schema.
type State = (Vec<Text>, Vec<UnreadIn>, Schema);

codec_of_structs! {
    Text { revision, path, line, sql }
    Unread { line, text, reason }
    UnreadIn { path, revision, unread }
}

/// The schema after all of `revisions`, which stand in an order in which they can run, and what could not be followed.
pub fn history<'r>(
    dialect: &dyn Dialect,
    revisions: impl IntoIterator<Item = &'r Revision>,
) -> (Schema, Vec<UnreadIn>) {
    history_remembered(dialect, revisions, &mut Forgetful)
}

/// As [`history`], but of what `memory` knows nothing is read again.
pub fn history_remembered<'r>(
    dialect: &dyn Dialect,
    revisions: impl IntoIterator<Item = &'r Revision>,
    memory: &mut dyn Memory,
) -> (Schema, Vec<UnreadIn>) {
    let texts: Vec<Text> = revisions.into_iter().filter_map(|one| text(dialect, one)).collect();
    let question = |which: &str| memory::question(which, &dialect.name().to_owned());
    let (last, before) = (question("after the history"), question("before its last revision"));
    // Asked both, so that neither is forgotten; of the two schemas only the one that is wanted is read.
    let known = [&last, &before].map(|question| is_begun(memory.recall(question), &texts));
    let wanted = [&last, &before].into_iter().zip(known).find(|(_, is_begun)| *is_begun);
    let known: Option<State> = wanted.and_then(|(question, _)| memory::recall(memory, question));
    let (read, mut unread, mut replay) = match known {
        Some((read, unread, schema)) => (read.len(), unread, Replay::resume(dialect, schema)),
        None => (0, Vec::new(), Replay::new(dialect)),
    };
    for (at, text) in texts.iter().enumerate().skip(read) {
        if at + 1 == texts.len() && memory.keeps() {
            memory.keep(before.clone(), state(&texts[..at], &unread, &replay));
        }
        for mut found in replay.apply(&text.sql) {
            found.line += text.line;
            let (path, revision) = (text.path.clone(), text.revision.clone());
            unread.push(UnreadIn { path, revision, unread: found });
        }
    }
    if read < texts.len() && memory.keeps() {
        memory.keep(last, state(&texts, &unread, &replay));
    }
    (replay.finish(), unread)
}

/// Whether the texts that led to a state still stand at the beginning of the history.
fn is_begun(state: Option<&[u8]>, texts: &[Text]) -> bool {
    let read: Option<Vec<Text>> = state.and_then(|state| Codec::read(&mut Reader::new(state)));
    read.is_some_and(|read| texts.starts_with(&read))
}

/// A revision that says nothing for the dialect is told of where revisions are checked.
fn text(dialect: &dyn Dialect, revision: &Revision) -> Option<Text> {
    let section = revision.section(Direction::Up, dialect.name()).ok()??;
    Some(Text {
        revision: revision.id.clone(),
        path: revision.path.clone(),
        line: section.line,
        sql: section.sql.clone(),
    })
}

/// The bytes of a [`State`].
fn state(read: &[Text], unread: &Vec<UnreadIn>, replay: &Replay<'_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    read.len().write(&mut bytes);
    read.iter().for_each(|text| text.write(&mut bytes));
    unread.write(&mut bytes);
    replay.schema.write(&mut bytes);
    bytes
}
