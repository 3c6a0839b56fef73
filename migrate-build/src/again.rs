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

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use migrate::codec::{Codec, Reader, decode, encode, write_bytes};
use migrate::graph::Graph;
use migrate::memory::{Forgetful, Memory as _};
use migrate::schema::Table;
use migrate_syntax::{Models, Outline, Part, Source};
use walkdir::WalkDir;

use crate::cache::{Cache, Late};
use crate::check::{self, Outcome, Wish};
use crate::drift::{self, Before, Differences};
use crate::embed::{self, Rendered};
use crate::history::{self, Texts};
use crate::last::{self, Bytes, CreateKey, Remembered, State, key};
use crate::models::{self, context, modules, reach};
use crate::project::{Drift, Project};
use crate::report::Finding;
use crate::walk;

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
    let history = History::read(project, wish, last, memory)?;
    let some = models.may_differ(project, &state, &history);
    let mut links: last::Links = decode(last.answer(last::LINKS)?)?;
    links.extend(models.new.values().flat_map(|part| last::of_models(&part.models)));
    links.extend(history.new.iter().flat_map(|new| new.links.clone()));
    let (differences, busy) = compare(project, wish, some, (&models, &history), &links, memory)?;
    let created = created(project, wish, &models, last, memory)?;
    let rendered = match &history.new {
        Some(new) => Rendered { create: texts(&created), ..new.rendered.clone() },
        None => {
            let (head, tail) = decode(last.answer(last::AROUND)?)?;
            Rendered { head, create: texts(&created), tail }
        }
    };
    let heads = match &history.new {
        Some(new) => history::heads(&new.graph),
        None => {
            state.heads.clone().map(|(message, help)| Finding { help, ..Finding::warning(message) })
        }
    };
    let now = State {
        busy,
        reached: lost.is_empty(),
        heads: heads.clone().map(|heads| (heads.message, heads.help)),
    };
    keep(last, &sources, models, &history, (&created, &rendered, &now))?;
    Some(check::tell(Vec::from_iter(heads), differences, lost, Some(rendered.text())))
}

fn texts(created: &[(CreateKey, String)]) -> Vec<String> {
    created.iter().map(|(_, text)| text.clone()).collect()
}

/// The models of `project`: only files that changed since the last run are parsed.
///
/// # Errors
///
/// As those of [`models::read`].
pub(crate) fn models(project: &Project, last: &mut Cache) -> Result<Models, Vec<Finding>> {
    // Neither has a bearing on what files say.
    let wish = Wish { drift: Drift::Off, create: false };
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

/// Goes through what stands in a section as a list, without a copy.
fn items<'a, T>(
    section: &'a [u8],
    mut each: impl FnMut(&mut Reader<'a>) -> Option<T>,
) -> Option<Vec<T>> {
    let mut from = Reader::new(section);
    let count = usize::read(&mut from)?;
    let mut all = Vec::new();
    for _ in 0..count {
        all.push(each(&mut from)?);
    }
    from.is_done().then_some(all)
}

/// Which of `known`, in path and text, differ from those of `now`; `None` if there are others.
fn changed<'k, 'n>(
    known: &'k [u8],
    now: impl ExactSizeIterator<Item = (&'n [u8], &'n [u8])>,
) -> Option<BTreeMap<usize, &'k [u8]>> {
    let known = items(known, |from| Some((from.bytes()?, from.bytes()?)))?;
    if known.len() != now.len() {
        return None;
    }
    let mut changed = BTreeMap::new();
    for (at, ((path, text), (path_now, text_now))) in known.into_iter().zip(now).enumerate() {
        if path != path_now {
            return None;
        }
        if text != text_now {
            changed.insert(at, text);
        }
    }
    Some(changed)
}

/// The source as it is now.
struct Sources {
    /// By path.
    files: Vec<(String, Vec<u8>)>,
    /// The files that changed.
    changed: BTreeSet<usize>,
    /// Which are parsed, and whether only as context.
    parsed: Vec<(usize, bool)>,
    /// The modules that are declared are the same.
    same_modules: bool,
}

impl Sources {
    /// Reads all files; `None` if some have come or gone, or if others must be parsed now.
    fn read(project: &Project, last: &Cache) -> Option<Sources> {
        let files = files(project)?;
        let now = files.iter().map(|(path, text)| (path.as_bytes(), text.as_slice()));
        let changed = changed(last.answer(last::FILES)?, now)?;
        let parsed: Vec<(usize, bool)> = decode(last.answer(last::PARSED)?)?;
        let mut sources = Sources {
            changed: changed.keys().copied().collect(),
            files,
            parsed,
            same_modules: true,
        };
        let (mut alike, mut same_modules) = (true, true);
        for (at, before) in changed {
            let (before, now) = (std::str::from_utf8(before).ok()?, sources.text(at)?);
            let path = sources.path(at)?;
            let is_root = project.targets.iter().any(|root| root == path);
            let declared = |text: &str| modules::declared(path, text, is_root);
            same_modules &= declared(before) == declared(now);
            let is_parsed = sources.parsed.iter().any(|(file, _)| *file == at);
            alike &= context::chooses_alike(before, now, is_parsed);
        }
        sources.same_modules = same_modules;
        (alike || sources.chooses_the_same(project)?).then_some(sources)
    }

    fn path(&self, at: usize) -> Option<&Path> {
        self.files.get(at).map(|(path, _)| Path::new(path))
    }

    fn text(&self, at: usize) -> Option<&str> {
        std::str::from_utf8(&self.files.get(at)?.1).ok()
    }

    /// A file to be parsed, by its place among those.
    fn source(&self, project: &Project, number: usize) -> Option<Source> {
        let (at, context) = *self.parsed.get(number)?;
        let (path, text) = (project.shown(self.path(at)?), self.text(at)?);
        Some(Source { context, ..Source::new(path, text) })
    }

    /// Whether the files that types are taken from are still those.
    fn chooses_the_same(&self, project: &Project) -> Option<bool> {
        let (mut models, mut rest, mut places) = (Vec::new(), Vec::new(), Vec::new());
        for at in 0..self.files.len() {
            let (path, text) = (self.path(at)?, self.text(at)?);
            if context::is_other_source(path) {
                rest.push(Source::context(project.shown(path), text));
                places.push(at);
            } else {
                models.push(Source::new(project.shown(path), text));
            }
        }
        let chosen = context::choose(&models, &rest);
        let chosen: BTreeSet<usize> =
            chosen.into_iter().filter_map(|at| places.get(at)).copied().collect();
        let known = self.parsed.iter().filter(|(_, context)| *context).map(|(at, _)| *at);
        Some(chosen == known.collect())
    }

    /// The files of models that no `mod` reaches. Which files are read to tell that is known only where all lie among the
    /// models, and none is missed.
    fn lost(&self, project: &Project, state: &State) -> Option<Vec<Finding>> {
        let within = project.targets.iter().all(|root| root.starts_with(&project.models));
        if self.same_modules && state.reached && within {
            return Some(Vec::new());
        }
        let mut tables: Vec<PathBuf> = Vec::new();
        for (at, context) in &self.parsed {
            if !context {
                tables.push(self.path(*at)?.to_owned());
            }
        }
        Some(reach::check(project, &tables))
    }
}

/// All Rust source of the models' folder, by path.
fn files(project: &Project) -> Option<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for entry in
        WalkDir::new(&project.models).follow_links(true).into_iter().filter_entry(walk::wanted)
    {
        let entry = entry.ok()?;
        if entry.file_type().is_file() && entry.path().extension().is_some_and(|end| end == "rs") {
            let text = std::fs::read(entry.path()).ok()?;
            files.push((entry.path().to_str()?.to_owned(), text));
        }
    }
    files.sort();
    Some(files)
}

/// What the files say, as far as it is looked at.
struct Parts {
    outlines: Vec<Outline>,
    /// Of each file whether it has more than tables, and what it asks for.
    known: Vec<(bool, Bytes)>,
    /// The files that say something else now.
    new: BTreeMap<usize, Part>,
    /// What they said.
    old: BTreeMap<usize, Models>,
    /// What is no table is as it was.
    same_others: bool,
}

impl Parts {
    fn read(project: &Project, last: &Cache, sources: &Sources) -> Option<Parts> {
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
    fn may_differ(
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
    fn models(&self, keep: Option<&BTreeSet<String>>) -> Option<Models> {
        let is_kept =
            |name: &migrate::schema::Name| keep.is_none_or(|keep| keep.contains(&key(name)));
        let mut parts = Vec::new();
        for (number, (has_others, bytes)) in self.known.iter().enumerate() {
            if let Some(part) = self.new.get(&number) {
                parts.push(part.models.clone());
            } else if *has_others || self.outlines.get(number)?.tables().iter().any(is_kept) {
                parts.push(decode::<Models>(&bytes.0)?);
            }
        }
        Some(Models::of_parts(parts).only(is_kept))
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

/// The history, as far as it is looked at.
struct History {
    /// What it leaves, of each dialect.
    remembered: Vec<Remembered>,
    /// What was worked out, if it is not that of the last run.
    new: Option<New>,
}

struct New {
    texts: Texts,
    graph: Graph,
    links: last::Links,
    /// The tables that it leaves otherwise than before, by key; `None` if it changes more than tables.
    changed: Option<BTreeSet<String>>,
    rendered: Rendered,
}

impl History {
    fn read(project: &Project, wish: Wish, last: &Cache, memory: &mut Late) -> Option<History> {
        let known: Vec<Remembered> = decode(last.answer(last::BEFORE)?)?;
        let texts = history::texts(project).ok()?;
        let mut now = Vec::new();
        for (path, text) in &texts {
            now.push((path.to_str()?.as_bytes(), text.as_slice()));
        }
        let same = changed(last.answer(last::REVISIONS)?, now.into_iter());
        if same.is_some_and(|changed| changed.is_empty()) {
            return Some(History { remembered: known, new: None });
        }
        memory.keep_all();
        let graph = history::parse(project, &texts).ok()?;
        let before = match wish.drift {
            Drift::Off => Vec::new(),
            Drift::Warn | Drift::Deny => drift::replayed(project, &graph, memory),
        };
        let rendered = check::embed(project, &graph, Vec::new(), memory).ok()?;
        let remembered: Vec<Remembered> = before.iter().map(Remembered::of).collect();
        let changed = differing(&known, &remembered);
        let links = before.iter().flat_map(|before| last::links(&before.schema)).collect();
        Some(History { remembered, new: Some(New { texts, graph, links, changed, rendered }) })
    }

    /// What it leaves: all tables, or those that `keep` chooses.
    fn before(&self, project: &Project, keep: Option<&BTreeSet<String>>) -> Option<Vec<Before>> {
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

impl Parts {
    /// Whether all tables are created in the order in which they were: each refers to the same tables.
    fn same_order(&self) -> bool {
        self.same_others
            && self.pairs().all(|(old, new)| {
                let namespace = |models: &Models| -> Vec<migrate::schema::Name> {
                    models.tables().iter().map(|table| table.name.clone()).collect()
                };
                namespace(old) == namespace(new) && last::of_models(old) == last::of_models(new)
            })
    }

    /// Puts the tables of the changed files in the places that they had; `false` if those are not to be told.
    fn replace(&self, project: &Project, wish: Wish, created: &mut [(CreateKey, String)]) -> bool {
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

/// Has the next run begin with what this one found.
fn keep(
    last: &mut Cache,
    sources: &Sources,
    models: Parts,
    history: &History,
    (created, rendered, state): (&Vec<(CreateKey, String)>, &Rendered, &State),
) -> Option<()> {
    let mut links: last::Links = decode(last.answer(last::LINKS)?)?;
    let known = links.len();
    links.extend(models.new.values().flat_map(|part| last::of_models(&part.models)));
    links.extend(history.new.iter().flat_map(|new| new.links.clone()));
    if links.len() > known {
        links.sort();
        links.dedup();
        last.keep(last::LINKS.to_vec(), encode(&links));
    }
    if !models.new.is_empty() {
        last.keep(last::CREATED.to_vec(), encode(created));
    }
    keep_sources(last, sources, models)?;
    if let Some(new) = &history.new {
        last.keep(last::REVISIONS.to_vec(), encode(&last::named(&new.texts)?));
        last.keep(last::BEFORE.to_vec(), encode(&history.remembered));
        let around = (rendered.head.clone(), rendered.tail.clone());
        last.keep(last::AROUND.to_vec(), encode(&around));
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
