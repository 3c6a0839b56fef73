//! What a run was given and what it found, as the next run wants to have it: in sections, of which each is read only where
//! it is needed. Decides nothing about what still holds.

use std::collections::{BTreeMap, BTreeSet};

use migrate::codec::{Codec, encode, write_bytes};
use migrate::memory::Memory;
use migrate::replay::UnreadIn;
use migrate::schema::{Name, Schema};
use migrate_syntax::{Models, Outline, Part};

use crate::cache::Cache;
use crate::check::Wish;
use crate::drift::{Before, Busy};
use crate::embed::{Create, Rendered};
use crate::history::Texts;
use crate::models::Sources;
use crate::project::Project;
use crate::report::Finding;

/// What was asked: the settings and the wish.
pub(crate) const ASKED: &[u8] = b"asked";
/// All source files by path, each with its text: `Vec<(String, bytes)>`.
pub(crate) const FILES: &[u8] = b"files";
/// Which of the files are parsed, in order, and whether only as context: `Vec<(usize, bool)>`.
pub(crate) const PARSED: &[u8] = b"parsed";
/// Of each that is parsed: `Vec<Outline>`.
pub(crate) const OUTLINES: &[u8] = b"outlines";
/// Of each that is parsed, whether it has more than tables, and what it asks for: `Vec<(bool, bytes of Models)>`.
pub(crate) const MODELS: &[u8] = b"models";
/// All revisions by path, each with its text: `Vec<(String, bytes)>`.
pub(crate) const REVISIONS: &[u8] = b"revisions";
/// Of each dialect what the history leaves: [`Remembered`].
pub(crate) const BEFORE: &[u8] = b"before";
/// [`Links`].
pub(crate) const LINKS: &[u8] = b"links";
/// [`State`].
pub(crate) const STATE: &[u8] = b"state";
/// What the models ask for in the text to embed: `Vec<(key, text)>`.
pub(crate) const CREATED: &[u8] = b"created";
/// What stands before and behind it: `(String, String)`.
pub(crate) const AROUND: &[u8] = b"around";

/// A name by which tables are told apart whatever its namespace and case: some databases know neither. Two tables may have
/// one such key; then they go together.
pub(crate) fn key(name: &Name) -> String {
    name.name.to_lowercase()
}

/// The dialect and table of one thing that the models ask for.
pub(crate) type CreateKey = (String, String);

pub(crate) fn key_of(create: &Create) -> CreateKey {
    (create.dialect.to_owned(), create.table.clone())
}

/// Which tables refer to which, by [`key`]; more than there are do no harm.
pub(crate) type Links = Vec<(String, String)>;

/// What is small and read at once.
#[derive(Debug, Clone, Default)]
pub(crate) struct State {
    /// The tables in which models and history differ, by [`key`]; `None` if they differ in more than tables, or if that could
    /// not be told.
    pub(crate) busy: Option<BTreeSet<String>>,
    /// Whether the files of all models are reached by a `mod`.
    pub(crate) reached: bool,
    /// That the history has several heads.
    pub(crate) heads: Option<(String, Option<String>)>,
}

migrate::codec_of_structs! {
    State { busy, reached, heads }
}

/// What the history leaves for one dialect, with tables as bytes by [`key`], so that one is read without the others.
#[derive(Debug, Clone, Default)]
pub(crate) struct Remembered {
    /// Whether each table can be compared without those that have nothing to do with it.
    pub(crate) plain: bool,
    pub(crate) unread: Vec<UnreadIn>,
    /// All but the tables.
    pub(crate) rest: Schema,
    pub(crate) tables: Vec<(String, Bytes)>,
}

/// Bytes as they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Bytes(pub(crate) Vec<u8>);

impl Codec for Bytes {
    fn write(&self, out: &mut Vec<u8>) {
        write_bytes(&self.0, out);
    }

    fn read(from: &mut migrate::codec::Reader<'_>) -> Option<Self> {
        from.bytes().map(|bytes| Bytes(bytes.to_vec()))
    }
}

migrate::codec_of_structs! {
    Remembered { plain, unread, rest, tables }
}

impl Remembered {
    pub(crate) fn of(before: &Before) -> Remembered {
        let tables = before.schema.tables.values();
        Remembered {
            plain: is_plain(&before.schema),
            unread: before.unread.clone(),
            rest: rest(&before.schema),
            tables: tables.map(|table| (key(&table.name), Bytes(encode(table)))).collect(),
        }
    }
}

/// A schema without its tables.
fn rest(schema: &Schema) -> Schema {
    Schema {
        namespaces: schema.namespaces.clone(),
        extensions: schema.extensions.clone(),
        enums: schema.enums.clone(),
        domains: schema.domains.clone(),
        sequences: schema.sequences.clone(),
        tables: BTreeMap::new(),
        views: schema.views.clone(),
        functions: schema.functions.clone(),
        opaque: schema.opaque.clone(),
    }
}

/// Whether nothing in the schema speaks of tables but their foreign keys.
fn is_plain(schema: &Schema) -> bool {
    let is_apart = |table: &migrate::schema::Table| {
        table.triggers.is_empty() && !table.is_handmade() && table.options.partition_by.is_none()
    };
    schema.views.is_empty()
        && schema.functions.is_empty()
        && schema.opaque.is_empty()
        && schema.sequences.is_empty()
        && schema.tables.values().all(is_apart)
}

/// Which tables of a schema refer to which.
pub(crate) fn links(schema: &Schema) -> Links {
    let of = |table: &migrate::schema::Table| -> Links {
        table.foreign_keys.iter().map(|link| (key(&table.name), key(&link.table))).collect()
    };
    schema.tables.values().flat_map(of).collect()
}

/// The tables that are busy for any dialect; see [`State::busy`].
pub(crate) fn busy(of: &[Option<Busy>]) -> Option<BTreeSet<String>> {
    let mut all = BTreeSet::new();
    for busy in of {
        let busy = busy.as_ref().filter(|busy| !busy.others)?;
        all.extend(busy.tables.iter().map(key));
    }
    Some(all)
}

/// The settings and the wish, on which everything depends.
pub(crate) fn asked(project: &Project, wish: Wish) -> Vec<u8> {
    let paths = [&project.root, &project.workspace, &project.models, &project.migrations];
    let paths: Vec<std::path::PathBuf> =
        paths.into_iter().chain(&project.targets).cloned().collect();
    let dialects: Vec<String> =
        project.dialects.iter().map(|dialect| dialect.name().to_owned()).collect();
    let drift = format!("{:?}", wish.drift);
    encode(&((paths, dialects), (project.history_table.clone(), drift, wish.create)))
}

/// What is gathered while everything is looked at.
#[derive(Debug)]
pub(crate) struct Run<'a> {
    project: &'a Project,
    wish: Wish,
    pub(crate) heads: Option<Finding>,
    pub(crate) before: Vec<Before>,
    pub(crate) created: Vec<CreateKey>,
    /// What the files say.
    pub(crate) said: Said,
}

impl<'a> Run<'a> {
    pub(crate) fn new(project: &'a Project, wish: Wish) -> Self {
        Run {
            project,
            wish,
            heads: None,
            before: Vec::new(),
            created: Vec::new(),
            said: Said::default(),
        }
    }

    /// Keeps everything in `last`.
    pub(crate) fn keep(
        self,
        last: &mut Cache,
        models: &Models,
        (sources, revisions): (&Sources, &Texts),
        rendered: &Rendered,
        (busy_tables, lost): (&[Option<Busy>], &[Finding]),
    ) {
        let state = State {
            busy: busy(busy_tables),
            reached: lost.is_empty(),
            heads: self.heads.map(|heads| (heads.message, heads.help)),
        };
        let found = (models, &self.before[..], revisions);
        if keep_found(last, found, &state).is_none() {
            return;
        }
        let created: Vec<(CreateKey, String)> =
            self.created.into_iter().zip(rendered.create.iter().cloned()).collect();
        keep_models(last, (self.project, self.wish), sources, &self.said);
        last.keep(CREATED.to_vec(), encode(&created));
        last.keep(AROUND.to_vec(), encode(&(rendered.head.clone(), rendered.tail.clone())));
    }
}

/// Keeps what was found of models and a history; `None` where they cannot be kept.
pub(crate) fn keep_found(
    last: &mut Cache,
    (models, before, revisions): (&Models, &[Before], &Texts),
    state: &State,
) -> Option<()> {
    let revisions = named(revisions)?;
    let mut all: Links = before.iter().flat_map(|before| links(&before.schema)).collect();
    all.extend(of_models(models));
    let before: Vec<Remembered> = before.iter().map(Remembered::of).collect();
    last.keep(REVISIONS.to_vec(), encode(&revisions));
    last.keep(BEFORE.to_vec(), encode(&before));
    last.keep(LINKS.to_vec(), encode(&all));
    last.keep(STATE.to_vec(), encode(state));
    Some(())
}

/// What files say: of each what it shows to the others, and [`MODELS`].
pub(crate) type Said = (Vec<Outline>, Vec<(bool, Bytes)>);

/// Keeps what the source says, for which nothing must be known of the history.
pub(crate) fn keep_models(
    last: &mut Cache,
    (project, wish): (&Project, Wish),
    sources: &Sources,
    (outlines, models): &Said,
) {
    let Some((files, parsed)) = files(project, sources) else {
        // What an earlier run has kept of them is no more what was compared.
        last.keep(ASKED.to_vec(), Vec::new());
        return;
    };
    last.keep(ASKED.to_vec(), asked(project, wish));
    last.keep(FILES.to_vec(), encode(&files));
    last.keep(PARSED.to_vec(), encode(&parsed));
    last.keep(OUTLINES.to_vec(), encode(outlines));
    last.keep(MODELS.to_vec(), encode(models));
}

/// What the files say, as it is kept.
pub(crate) fn said(parts: &[Part]) -> Said {
    let models =
        parts.iter().map(|Part { models, .. }| (models.has_others(), Bytes(encode(models))));
    (parts.iter().map(|part| part.outline.clone()).collect(), models.collect())
}

/// Which tables of the models refer to which.
pub(crate) fn of_models(models: &Models) -> Links {
    let tables = models.tables().iter();
    let of = |table: &migrate_syntax::Table| -> Links {
        table.foreign_keys.iter().map(|link| (key(&table.name), key(&link.table))).collect()
    };
    tables.flat_map(of).collect()
}

type Files = Vec<(String, Bytes)>;

/// All source by path, and which of it is parsed; `None` where a path is no text.
fn files(project: &Project, sources: &Sources) -> Option<(Files, Vec<(usize, bool)>)> {
    let all = sources.parsed.iter().chain(&sources.rest);
    let path = |shown: &std::path::Path| Some(project.workspace.join(shown).to_str()?.to_owned());
    let mut files: Vec<(String, &str)> = Vec::new();
    for source in all {
        files.push((path(&source.path)?, &source.text));
    }
    files.sort();
    let mut parsed = Vec::new();
    for source in &sources.parsed {
        let path = path(&source.path)?;
        let at = files.binary_search_by(|(other, _)| other.cmp(&path)).ok()?;
        parsed.push((at, source.context));
    }
    let bytes = |(path, text): (String, &str)| (path, Bytes(text.as_bytes().to_vec()));
    Some((files.into_iter().map(bytes).collect(), parsed))
}

/// The revisions with their paths as text, if they are text.
pub(crate) fn named(revisions: &Texts) -> Option<Files> {
    let named = |(path, text): &(std::path::PathBuf, Vec<u8>)| {
        Some((path.to_str()?.to_owned(), Bytes(text.clone())))
    };
    revisions.iter().map(named).collect()
}
