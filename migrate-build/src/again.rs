//! A check of a project that was checked before: what has not changed is taken from the last run, and only what can differ
//! for it is looked at. Says what the whole check would say, or nothing at all.
//!
//! ```text
//! files that changed ── parse, with those they look into ── tables that may differ ─┐
//! history that changed ── replay what is new ───────────── tables that may differ ──┤
//! tables that differed in the last run ─────────────────────────────────────────────┴─ with their neighbours: compare
//! ```
//!
//! Tables hang together by foreign keys alone, as long as the history holds nothing else that could speak of one: no view,
//! no trigger, no function, no sequence. Where it does, all tables are compared, but still only what changed is parsed.

mod changed;
mod source;
mod parts;
mod past;
pub mod sides;

use std::collections::{BTreeMap, BTreeSet};

use migrate::codec::{Codec, decode, encode, write_bytes};
use migrate::memory::{Forgetful, Memory as _};
use migrate_syntax::{Models, Part};

use crate::cache::{Cache, Late};
use crate::check::{self, Outcome, Wish};
use crate::drift::{self, Differences};
use crate::embed::{self, Rendered};
use crate::history::{self, Texts};
use crate::last::{self, Bytes, CreateKey, State};
use crate::models;
use crate::project::Project;
use crate::report::Finding;
use parts::Parts;
use past::History;
use source::Sources;

/// The outcome of a check of `project`, if it can be told from the last run and from what has changed since.
pub(crate) fn check(
    project: &Project,
    wish: Wish,
    last: &mut Cache,
    memory: &mut Late,
) -> Option<Outcome> {
    if last.answer(last::ASKED)? != last::asked(project, wish) {
        return None;
    }
    let state: State = decode(last.answer(last::STATE)?)?;
    let sources = Sources::read(project, last)?;
    let lost = sources.lost(project, &state)?;
    let models = Parts::read(project, last, &sources)?;
    let texts = history::texts(project).ok()?;
    let new = match past::is_same(last, &texts)? {
        true => None,
        false => Some(history::parse(project, &texts).ok()?),
    };
    let history = History::read(project, wish, new.as_ref(), last, memory)?;
    let some = models.may_differ(project, &state, &history);
    let links = links(last, &models, &history)?;
    let (differences, busy) = compare(project, wish, some, (&models, &history), &links, memory)?;
    let created = created(project, wish, &models, last, memory)?;
    let create = created.iter().map(|(_, text)| text.clone()).collect();
    let rendered = match &new {
        Some(graph) => {
            let around = check::embed(project, graph, Vec::new(), memory).ok()?;
            Rendered { create, ..around }
        }
        None => {
            let (head, tail) = decode(last.answer(last::AROUND)?)?;
            Rendered { head, create, tail }
        }
    };
    let heads = match &new {
        Some(graph) => history::heads(graph),
        None => {
            state.heads.clone().map(|(message, help)| Finding { help, ..Finding::warning(message) })
        }
    };
    let now = State {
        busy,
        reached: lost.is_empty(),
        heads: heads.clone().map(|heads| (heads.message, heads.help)),
    };
    if !models.new.is_empty() {
        last.keep(last::CREATED.to_vec(), encode(&created));
    }
    if new.is_some() {
        last.keep(last::AROUND.to_vec(), encode(&(rendered.head.clone(), rendered.tail.clone())));
    }
    keep(last, &sources, models, (&history, &texts), &now)?;
    Some(check::tell(Vec::from_iter(heads), differences, lost, Some(rendered.text())))
}

/// The models of `project`: only files that changed since the last run are parsed.
///
/// # Errors
///
/// As those of [`models::read`].
pub(crate) fn models(project: &Project, last: &mut Cache) -> Result<Models, Vec<Finding>> {
    let wish = sides::WISH;
    if let Some(models) = remembered(project, wish, last) {
        return Ok(models);
    }
    let sources = models::sources(project, &BTreeMap::new())?;
    let parts = models::parts(&sources.parsed)?;
    let said = last::said(&parts);
    let models = Models::of_parts(parts.into_iter().map(|part| part.models));
    let models = models::checked(project, models)?;
    last::keep_models(last, (project, wish), &sources, &said);
    Ok(models)
}

fn remembered(project: &Project, wish: Wish, last: &mut Cache) -> Option<Models> {
    if last.answer(last::ASKED)? != last::asked(project, wish) {
        return None;
    }
    let sources = Sources::read(project, last)?;
    let parts = Parts::read(project, last, &sources)?;
    let models = parts.models(None)?;
    keep_sources(last, &sources, parts)?;
    Some(models)
}

/// Tables, what refers to them or is referred to by them, and what those refer to besides, without which they would be
/// compared otherwise.
struct Surroundings {
    /// The tables that may differ: those asked for and their neighbours.
    inner: BTreeSet<String>,
    all: BTreeSet<String>,
}

fn surroundings(some: BTreeSet<String>, links: &[(String, String)]) -> Surroundings {
    let mut inner = some.clone();
    for (from, to) in links {
        if some.contains(from) {
            inner.insert(to.clone());
        }
        if some.contains(to) {
            inner.insert(from.clone());
        }
    }
    let further = links.iter().filter(|(from, _)| inner.contains(from)).map(|(_, to)| to.clone());
    let all = inner.iter().cloned().chain(further).collect();
    Surroundings { inner, all }
}

/// In what the models and the history differ, and the tables in which they do. `some` are the tables that may differ, if not
/// all.
fn compare(
    project: &Project,
    wish: Wish,
    some: Option<BTreeSet<String>>,
    (models, history): (&Parts, &History),
    links: &[(String, String)],
    memory: &mut Late,
) -> Option<(Differences, Option<BTreeSet<String>>)> {
    let is_plain = history.remembered.iter().all(|one| one.plain);
    if let Some(some) = some.filter(|_| is_plain) {
        let around = surroundings(some, links);
        let before = history.before(project, Some(&around.all))?;
        let some = models.models(Some(&around.all))?;
        let found = drift::check(project, &some, &before, wish.drift, &mut Forgetful);
        let busy = last::busy(&found.busy);
        if busy.as_ref().is_some_and(|busy| busy.is_subset(&around.inner)) {
            return Some((found, busy));
        }
    }
    memory.keep_all();
    let before = history.before(project, None)?;
    let found = drift::check(project, &models.models(None)?, &before, wish.drift, memory);
    let busy = last::busy(&found.busy);
    Some((found, busy))
}

/// What the models ask for in the text to embed.
fn created(
    project: &Project,
    wish: Wish,
    models: &Parts,
    last: &Cache,
    memory: &mut Late,
) -> Option<Vec<(CreateKey, String)>> {
    let mut created: Vec<(CreateKey, String)> = decode(last.answer(last::CREATED)?)?;
    if models.new.is_empty() || models.same_order() && models.replace(project, wish, &mut created) {
        return Some(created);
    }
    memory.keep_all();
    let made = check::created(project, wish, &models.models(None)?, memory).ok()?;
    Some(made.iter().map(|made| (last::key_of(made), embed::render_create(made))).collect())
}

/// Which tables refer to which, in the last run or now.
fn links(last: &Cache, models: &Parts, history: &History) -> Option<last::Links> {
    let mut links: last::Links = decode(last.answer(last::LINKS)?)?;
    links.extend(models.new.values().flat_map(|part| last::of_models(&part.models)));
    links.extend(history.new.iter().flat_map(|new| new.links.clone()));
    Some(links)
}

/// Has the next run begin with what this one found.
fn keep(
    last: &mut Cache,
    sources: &Sources,
    models: Parts,
    (history, texts): (&History, &Texts),
    state: &State,
) -> Option<()> {
    if !models.new.is_empty() || history.new.is_some() {
        let mut links = links(last, &models, history)?;
        links.sort();
        links.dedup();
        last.keep(last::LINKS.to_vec(), encode(&links));
    }
    keep_sources(last, sources, models)?;
    if history.new.is_some() {
        last.keep(last::REVISIONS.to_vec(), encode(&last::named(texts)?));
        last.keep(last::BEFORE.to_vec(), encode(&history.remembered));
    }
    let state = encode(state);
    if last.answer(last::STATE) != Some(&state[..]) {
        last.keep(last::STATE.to_vec(), state);
    }
    Some(())
}

/// Has the next run begin with the source as it is now.
fn keep_sources(last: &mut Cache, sources: &Sources, models: Parts) -> Option<()> {
    last.keep_all();
    if !sources.changed.is_empty() {
        let mut files = Vec::new();
        sources.files.len().write(&mut files);
        for (path, text) in &sources.files {
            write_bytes(path.as_bytes(), &mut files);
            write_bytes(text, &mut files);
        }
        last.keep(last::FILES.to_vec(), files);
    }
    if !models.new.is_empty() {
        let Parts { mut outlines, mut known, new, .. } = models;
        for (number, Part { outline, models }) in new {
            *known.get_mut(number)? = (models.has_others(), Bytes(encode(&models)));
            *outlines.get_mut(number)? = outline;
        }
        last.keep(last::OUTLINES.to_vec(), encode(&outlines));
        last.keep(last::MODELS.to_vec(), encode(&known));
    }
    Some(())
}
