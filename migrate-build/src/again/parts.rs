//! What the files say: those that changed read anew, all others as they were remembered and only where they are asked for.

use std::collections::{BTreeMap, BTreeSet};

use migrate::codec::decode;
use migrate::memory::Forgetful;
use migrate::schema::Name;
use migrate_syntax::{Models, Outline, Part};

use super::past::History;
use super::source::Sources;
use crate::cache::Cache;
use crate::check::{self, Wish};
use crate::embed;
use crate::last::{self, Bytes, CreateKey, State, key};
use crate::models;
use crate::project::Project;

/// What the files say, as far as it is looked at.
pub(super) struct Parts {
    pub(super) outlines: Vec<Outline>,
    /// Of each file whether it has more than tables, and what it asks for.
    pub(super) known: Vec<(bool, Bytes)>,
    /// The files that say something else now.
    pub(super) new: BTreeMap<usize, Part>,
    /// What they said.
    old: BTreeMap<usize, Models>,
    /// What is no table is as it was.
    same_others: bool,
}

impl Parts {
    pub(super) fn read(project: &Project, last: &Cache, sources: &Sources) -> Option<Parts> {
        let outlines: Vec<Outline> = decode(last.answer(last::OUTLINES)?)?;
        let known: Vec<(bool, Bytes)> = decode(last.answer(last::MODELS)?)?;
        let numbered = sources.parsed.iter().enumerate();
        let changed = numbered.filter(|(_, (at, _))| sources.changed.contains(at));
        let changed: BTreeSet<usize> = changed.map(|(number, _)| number).collect();
        let new = if changed.is_empty() {
            BTreeMap::new()
        } else {
            let source = |number| sources.source(project, number);
            migrate_syntax::parse_again(&source, &outlines, &changed)?
        };
        let together = Models::of_parts(new.values().map(|part| part.models.clone()));
        models::checked(project, together).ok()?;
        let mut old = BTreeMap::new();
        for number in new.keys() {
            old.insert(*number, decode::<Models>(&known.get(*number)?.1.0)?);
        }
        let parts = Parts { outlines, known, new, old, same_others: true };
        let same = parts.pairs().all(|(old, new)| same_others(project, old, new));
        Some(Parts { same_others: same, ..parts })
    }

    fn pairs(&self) -> impl Iterator<Item = (&Models, &Models)> {
        self.old.values().zip(self.new.values().map(|part| &part.models))
    }

    /// The tables that may differ from the history otherwise than in the last run, by key, and all that hangs together with
    /// them; `None` for all there are.
    pub(super) fn may_differ(
        &self,
        project: &Project,
        state: &State,
        history: &History,
    ) -> Option<BTreeSet<String>> {
        let mut some = state.busy.clone()?;
        if !self.same_others {
            return None;
        }
        if let Some(new) = &history.new {
            some.extend(new.changed.clone()?);
        }
        for (old, new) in self.pairs() {
            some.extend(old.tables().iter().chain(new.tables()).map(|table| key(&table.name)));
            for dialect in &project.dialects {
                some.extend(new.hints(*dialect).tables.values().map(key));
            }
        }
        Some(some)
    }

    /// The models, or those of their tables that `keep` chooses, with all that is no table.
    pub(super) fn models(&self, keep: Option<&BTreeSet<String>>) -> Option<Models> {
        let is_kept = |name: &Name| keep.is_none_or(|keep| keep.contains(&key(name)));
        let mut parts = Vec::new();
        for (number, (has_others, bytes)) in self.known.iter().enumerate() {
            if let Some(part) = self.new.get(&number) {
                parts.push(part.models.clone());
            } else if keep.is_none()
                || *has_others
                || self.outlines.get(number)?.tables().iter().any(is_kept)
            {
                parts.push(decode::<Models>(&bytes.0)?);
            }
        }
        Some(Models::of_parts(parts).only(is_kept))
    }

    /// Whether all tables are created in the order in which they were: each refers to the same tables.
    pub(super) fn same_order(&self) -> bool {
        self.same_others
            && self.pairs().all(|(old, new)| {
                let namespace = |models: &Models| -> Vec<Name> {
                    models.tables().iter().map(|table| table.name.clone()).collect()
                };
                namespace(old) == namespace(new) && last::of_models(old) == last::of_models(new)
            })
    }

    /// Puts the tables of the changed files in the places that they had; `false` if those are not to be told.
    pub(super) fn replace(
        &self,
        project: &Project,
        wish: Wish,
        created: &mut [(CreateKey, String)],
    ) -> bool {
        let keys = self.new.values().flat_map(|part| part.models.tables());
        let keys: BTreeSet<String> = keys.map(|table| key(&table.name)).collect();
        let Some(models) = self.models(Some(&keys)) else { return false };
        let Ok(made) = check::created(project, wish, &models, &mut Forgetful) else { return false };
        let made: Vec<_> = made.iter().filter(|made| !made.table.is_empty()).collect();
        for made in &made {
            let name = last::key_of(made);
            let mut places = created.iter_mut().filter(|(key, _)| *key == name);
            let (Some((_, text)), None) = (places.next(), places.next()) else { return false };
            *text = embed::render_create(made);
        }
        made.len() == keys.len() * project.dialects.len()
    }
}

fn same_others(project: &Project, old: &Models, new: &Models) -> bool {
    let others = |models: &Models| models.clone().only(|_| false);
    let (old, new) = (others(old), others(new));
    project.dialects.iter().all(|dialect| {
        let (before, now) = (old.hints(*dialect), new.hints(*dialect));
        old.schema(*dialect) == new.schema(*dialect)
            && before.enums == now.enums
            && before.enum_values == now.enum_values
    })
}
