//! `db import`: take over the folder of refinery, sqlx or diesel, and what it has applied.

use std::collections::BTreeMap;
use std::fs;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use migrate::dialect::{self, Dialect};
use migrate::error::Cause;
use migrate::graph::Graph;
use migrate::history;
use migrate::plan;
use migrate::revision::{Revision, dir};
use migrate::runner::{self, Options, Script};
use migrate::schema::Name;
use migrate::session::{self, Access, Session, Url, block_on, masked};
use serde_json::json;

use crate::failure::{Failure, Result};
use crate::import::{self, Row, chain};
use crate::talk::Talk;
use crate::url::{self, Database};
use crate::workspace::Place;
use crate::{args, database, fresh, revisions};

pub(super) fn run(place: &Place, talk: &Talk, args: &args::Import) -> Result<ExitCode> {
    let target = &place.project()?.migrations;
    let found = import::read(args.from, &args.folder)?;
    apart(args, target)?;
    let database = url::find_any(place)?;
    let revisions = chain::revisions(args.from, &found, &dialects(place, database.as_ref())?)?;
    let (graph, fresh) = graph(place, &revisions, args.allow_edited)?;
    let record = match &database {
        Some(database) => record(place, talk, args, database)?,
        None => None,
    };
    let count = match &record {
        Some(rows) => {
            import::adopt(args.from, &table(args), &args.folder, &found, rows, args.allow_edited)?
        }
        None => 0,
    };
    let adopted = revisions.get(..count).unwrap_or_default();
    let missing = missing(place, record.is_some(), adopted)?;
    let moments = moments(&found, &revisions, record.as_deref().unwrap_or_default());
    let made = !target.exists();
    let paths = match (fresh, args.dry_run) {
        (false, _) => Vec::new(),
        (true, true) => revisions.iter().map(|one| target.join(one.file_name())).collect(),
        (true, false) => write(target, &revisions)?,
    };
    if !args.dry_run && !missing.is_empty() {
        // All or nothing: what was written stays only if what it stands on is recorded.
        stamp(place, talk, &graph, &missing, moments).inspect_err(|_| {
            remove(&paths);
            if made {
                let _ = fs::remove_dir(target);
            }
        })?;
    }
    tell(talk, args, &revisions, &paths, &missing)?;
    if database.is_none() {
        talk.say("No database is named, so nothing is recorded as applied; `--database-url` names one, now or later.");
    } else if record.is_some() {
        talk.say(format!("`{}` is left as it is.", table(args)));
    }
    Ok(ExitCode::SUCCESS)
}

/// The table of the tool's record: its usual one, unless the person says otherwise.
fn table(args: &args::Import) -> Name {
    history::table(args.table.as_deref().unwrap_or(args.from.table()))
}

/// Files of both kinds in one folder would be read as each other's.
fn apart(args: &args::Import, target: &Path) -> Result<()> {
    let same = fs::canonicalize(&args.folder)
        .ok()
        .is_some_and(|folder| fs::canonicalize(target).ok() == Some(folder));
    match args.from {
        // Diesel's files lie in folders of their own, which are none of ours.
        args::Tool::Diesel => Ok(()),
        args::Tool::Refinery | args::Tool::Sqlx if same => Err(Failure::new(format!(
            "`{}` is the folder of the revisions too: the two kinds of files cannot stand in one folder",
            args.folder.display()
        ))
        .hint(format!(
            "move theirs away first, as to `{}_{}`, and name that folder",
            args.folder.display().to_string().trim_end_matches('/'),
            args.from.name()
        ))),
        args::Tool::Refinery | args::Tool::Sqlx => Ok(()),
    }
}

/// The dialects to write: those that are configured, or else the database's.
fn dialects(place: &Place, database: Option<&Database>) -> Result<Vec<&'static dyn Dialect>> {
    let configured = &place.project()?.dialects;
    if !configured.is_empty() {
        return Ok(configured.clone());
    }
    match database {
        Some(database) => Ok(vec![dialect::find(Url::parse(&database.url)?.dialect())?]),
        None => Err(Failure::usage("it is not said which dialect the migrations are written in")
            .hint("add `--dialect sqlite`")),
    }
}

/// The graph with the revisions in it, and whether they are new to it. That they are there already is how a second
/// database is taken over.
fn graph(place: &Place, revisions: &[Revision], allow_edited: bool) -> Result<(Graph, bool)> {
    let graph = revisions::graph_or_empty(place)?;
    if graph.is_empty() {
        return Ok((Graph::new(revisions.to_vec())?, true));
    }
    for revision in revisions {
        let Some(there) = graph.get(&revision.id) else {
            return Err(Failure::new(format!(
                "the folder of the revisions is not empty, and `{}`, {}, is not among them",
                revision.id, revision.message
            ))
            .hint("import into an empty folder, `--migrations DIR`, before the first revision is written"));
        };
        for dialect in revision.sections.iter().filter_map(|section| section.dialect.as_deref()) {
            if !allow_edited && there.checksum(dialect)? != revision.checksum(dialect)? {
                return Err(Failure::new(format!(
                    "{} is not what `{}` was imported as: its SQL for {dialect} differs",
                    there.place(),
                    revision.message
                ))
                .hint(
                    "put either file back as it was, or add `--allow-edited` to go by the revision",
                ));
            }
        }
    }
    Ok((ManuallyDrop::into_inner(graph), false))
}

/// What the tool has recorded in the database. A database that was named for this must have a record; one that is only
/// configured may be new.
fn record(
    place: &Place,
    talk: &Talk,
    args: &args::Import,
    database: &Database,
) -> Result<Option<Vec<Row>>> {
    let shown = masked(&database.url);
    let why = match session::connect(&database.url, Access::Read) {
        Err(error) if error.cause() == Cause::NoDatabase => {
            format!("the database `{shown}` is not there")
        }
        _ => {
            let mut open = database::to_read(place)?;
            match import::read_record(args.from, &table(args), &mut open.connection)? {
                Some(rows) => return Ok(Some(rows)),
                None => format!("the database `{shown}` has no table `{}`", table(args)),
            }
        }
    };
    if place.global.database_url.is_some() {
        return Err(Failure::new(why).hint(format!(
            "name the database that {} has migrated, or leave `--database-url` away to write the files alone",
            args.from.name()
        )));
    }
    talk.warn(format!("{why}, so nothing is recorded as applied"));
    Ok(None)
}

/// Those of the adopted revisions that the database does not know as applied.
fn missing(place: &Place, asked: bool, adopted: &[Revision]) -> Result<Vec<String>> {
    if !asked {
        return Ok(Vec::new());
    }
    let applied = database::to_read(place)?.applied()?;
    Ok(adopted.iter().map(|one| one.id.clone()).filter(|id| !applied.contains(id)).collect())
}

/// Writes all the files, or none.
fn write(folder: &Path, revisions: &[Revision]) -> Result<Vec<PathBuf>> {
    let mut paths = Vec::with_capacity(revisions.len());
    for revision in revisions {
        match dir::write(folder, revision) {
            Ok(path) => paths.push(path),
            Err(error) => {
                remove(&paths);
                return Err(error.into());
            }
        }
    }
    Ok(paths)
}

fn remove(paths: &[PathBuf]) {
    for path in paths {
        // The failure that is told is the one that made this necessary.
        let _ = fs::remove_file(path);
    }
}

/// When the tool has applied what became a revision, by the revision's id.
fn moments(
    found: &[import::Found],
    revisions: &[Revision],
    rows: &[Row],
) -> BTreeMap<String, String> {
    let moment = |version: &str| {
        rows.iter().find(|row| row.version == version).and_then(|row| row.applied_at.clone())
    };
    let pairs = found.iter().zip(revisions);
    pairs.filter_map(|(one, revision)| Some((revision.id.clone(), moment(&one.version)?))).collect()
}

/// Records the revisions as applied, at their moments.
fn stamp(
    place: &Place,
    talk: &Talk,
    graph: &Graph,
    add: &[String],
    moments: BTreeMap<String, String>,
) -> Result<()> {
    let mut open = database::to_change(place, talk)?;
    let dialect = open.connection.dialect();
    let known = add.iter().filter_map(|id| graph.get(id));
    let scripts: Vec<Script<'_>> =
        known.map(|one| Script::of(dialect, one)).collect::<Result<_, _>>()?;
    let stamp = plan::Stamp { add: add.to_vec(), moments, ..plan::Stamp::default() };
    let options = Options { table: open.table.clone(), ..Options::default() };
    Ok(block_on(runner::stamp(&mut open.connection, &scripts, &stamp, &options, &mut ()))?)
}

fn tell(
    talk: &Talk,
    args: &args::Import,
    revisions: &[Revision],
    paths: &[PathBuf],
    recorded: &[String],
) -> Result<()> {
    let here = std::env::current_dir()?;
    let paths: Vec<String> = paths
        .iter()
        .map(|path| path.strip_prefix(&here).unwrap_or(path).display().to_string())
        .collect();
    if talk.json {
        return talk
            .value(&json!({ "written": paths, "recorded": recorded, "dry_run": args.dry_run }));
    }
    for path in &paths {
        talk.data(path)?;
    }
    for one in revisions.iter().filter(|one| recorded.contains(&one.id)) {
        talk.data(format!("+ {}  {}", one.id, one.message))?;
    }
    let (written, recorded) =
        (fresh::count(paths.len(), "revision"), fresh::count(recorded.len(), "revision"));
    talk.say(if args.dry_run {
        format!("Would write {written} and record {recorded} as applied; nothing was changed.")
    } else {
        format!("Wrote {written}, recorded {recorded} as applied.")
    });
    Ok(())
}
