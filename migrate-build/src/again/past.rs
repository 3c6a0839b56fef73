//! The history: as the last run left it, or read anew as far as it is new.

use std::collections::BTreeSet;

use migrate::codec::decode;
use migrate::graph::Graph;
use migrate::schema::Table;

use super::changed::changed;
use crate::cache::{Cache, Late};
use crate::check::Wish;
use crate::drift::{self, Before};
use crate::history::Texts;
use crate::last::{self, Remembered};
use crate::project::{Drift, Project};

/// The history, as far as it is looked at.
pub(super) struct History {
    /// What it leaves, of each dialect.
    pub(super) remembered: Vec<Remembered>,
    /// What was worked out, if it is not that of the last run.
    pub(super) new: Option<New>,
}

pub(super) struct New {
    pub(super) links: last::Links,
    /// The tables that it leaves otherwise than before, by key; `None` if it changes more than tables.
    pub(super) changed: Option<BTreeSet<String>>,
}

/// Whether the revisions are those of the last run.
pub(super) fn is_same(last: &Cache, texts: &Texts) -> Option<bool> {
    let mut now = Vec::new();
    for (path, text) in texts {
        now.push((path.to_str()?.as_bytes(), text.as_slice()));
    }
    let same = changed(last.answer(last::REVISIONS)?, now.into_iter());
    Some(same.is_some_and(|changed| changed.is_empty()))
}

impl History {
    /// What the history leaves: what the last run has found, or, if it is `new`, what follows from that.
    pub(super) fn read(
        project: &Project,
        wish: Wish,
        new: Option<&Graph>,
        last: &Cache,
        memory: &mut Late,
    ) -> Option<History> {
        let known: Vec<Remembered> = decode(last.answer(last::BEFORE)?)?;
        let Some(graph) = new else { return Some(History { remembered: known, new: None }) };
        memory.keep_all();
        let before = match wish.drift {
            Drift::Off => Vec::new(),
            Drift::Warn | Drift::Deny => drift::replayed(project, graph, memory),
        };
        let remembered: Vec<Remembered> = before.iter().map(Remembered::of).collect();
        let changed = differing(&known, &remembered);
        let links = before.iter().flat_map(|before| last::links(&before.schema)).collect();
        Some(History { remembered, new: Some(New { links, changed }) })
    }

    /// What it leaves: all tables, or those that `keep` chooses.
    pub(super) fn before(
        &self,
        project: &Project,
        keep: Option<&BTreeSet<String>>,
    ) -> Option<Vec<Before>> {
        let mut before = Vec::new();
        for (dialect, known) in project.dialects.iter().zip(&self.remembered) {
            let mut schema = known.rest.clone();
            let is_kept = |key: &String| keep.is_none_or(|keep| keep.contains(key));
            for (_, bytes) in known.tables.iter().filter(|(key, _)| is_kept(key)) {
                let table: Table = decode(&bytes.0)?;
                schema.tables.insert(table.name.clone(), table);
            }
            before.push(Before { dialect: *dialect, schema, unread: known.unread.clone() });
        }
        Some(before)
    }
}

/// The tables that differ, by key; `None` if more than tables does.
fn differing(known: &[Remembered], now: &[Remembered]) -> Option<BTreeSet<String>> {
    if known.len() != now.len() {
        return None;
    }
    let mut keys = BTreeSet::new();
    for (known, now) in known.iter().zip(now) {
        if known.rest != now.rest {
            return None;
        }
        let set = |of: &Remembered| -> BTreeSet<(String, Vec<u8>)> {
            of.tables.iter().map(|(key, bytes)| (key.clone(), bytes.0.clone())).collect()
        };
        keys.extend(set(known).symmetric_difference(&set(now)).map(|(key, _)| key.clone()));
    }
    Some(keys)
}
