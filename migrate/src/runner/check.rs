//! What must hold before anything runs. Changes nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Options, Script, interrupted};
use crate::error::{Error, Result};
use crate::history::{Applied, Checksums, History};
use crate::plan::Step;
use crate::revision::Direction;
use crate::session::Session;

/// A revision whose file says something else than what was run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The revision's id.
    pub revision: String,
    /// Its file, or what stands for one.
    pub place: String,
    /// The checksum of the file as it is.
    pub checksum: String,
    /// The checksum of what was run.
    pub applied: String,
    /// When it was run.
    pub applied_at: String,
}

/// The applied revisions whose files were edited since, in the order of `scripts`.
pub fn edited(history: &History, scripts: &[Script<'_>]) -> Vec<Edited> {
    let rows = by_id(history);
    scripts
        .iter()
        .filter_map(|script| {
            let row = rows.get(script.id.as_ref()).filter(|row| row.checksum != script.checksum)?;
            Some(Edited {
                revision: script.id.to_string(),
                place: script.place.clone(),
                checksum: script.checksum.to_string(),
                applied: row.checksum.clone(),
                applied_at: row.applied_at.clone(),
            })
        })
        .collect()
}

/// The applied revisions that are not among `scripts`: the database is ahead, or their files are missing.
pub fn unknown<'h>(history: &'h History, scripts: &[Script<'_>]) -> Vec<&'h Applied> {
    if history.rows.is_empty() {
        return Vec::new();
    }
    let known: BTreeSet<&str> = scripts.iter().map(|script| script.id.as_ref()).collect();
    history.rows.iter().filter(|row| !known.contains(row.revision.as_str())).collect()
}

/// Whether every applied revision is among `scripts` and was applied as it is there.
pub(super) fn agree(applied: &Checksums, scripts: &[Script<'_>]) -> bool {
    let rows = || scripts.iter().map(|script| (script.id.as_ref(), script.checksum.as_ref()));
    if applied.are(rows().map(|(revision, checksum)| (revision, Some(checksum)))) {
        return true;
    }
    let known: HashMap<&str, &str> = rows().collect();
    applied.iter().all(|(revision, checksum)| known.get(revision) == Some(&checksum))
}

fn by_id(history: &History) -> std::collections::BTreeMap<&str, &Applied> {
    history.rows.iter().map(|row| (row.revision.as_str(), row)).collect()
}

/// Checks everything and returns what a person should know though it stops nothing.
///
/// # Errors
///
/// When files of applied revisions were edited, or a step needs a revision that will not be there.
pub(super) async fn before<S: Session>(
    session: &mut S,
    history: &History,
    scripts: &[Script<'_>],
    steps: &[Step],
    options: &Options,
) -> Result<Vec<String>> {
    let mut warnings = Vec::new();
    let edited = edited(history, scripts);
    if !edited.is_empty() {
        let error = refused(&edited);
        if !options.allow_edited {
            return Err(error);
        }
        warnings.push(error.to_string());
    }
    let unknown = unknown(history, scripts);
    if let [first, ..] = unknown.as_slice() {
        let verb = if unknown.len() == 1 { "revision is" } else { "revisions are" };
        warnings.push(format!(
            "the database is ahead: {} applied {verb} not known here, such as `{}`, {}",
            unknown.len(),
            first.revision,
            first.message
        ));
    }
    if !steps.is_empty() {
        ancestors(history, scripts, steps)?;
        warnings.extend(out_of_order(history, scripts, steps));
    }
    for left in interrupted(session, &options.table).await? {
        warnings.push(left.to_string());
    }
    Ok(warnings)
}

fn refused(edited: &[Edited]) -> Error {
    let lines: Vec<String> = edited
        .iter()
        .map(|one| {
            format!(
                "{} was edited after revision `{}` was applied on {}",
                one.place, one.revision, one.applied_at
            )
        })
        .collect();
    let ids: Vec<&str> = edited.iter().map(|one| one.revision.as_str()).collect();
    Error::history(lines.join("\n")).with_hint(format!(
        "put the file back and make a new revision, or record the edit with `cargo xtask db repair {}`",
        ids.join(" ")
    ))
}

/// Which of the revisions that are to be applied go below some that are applied already, as when a file was put between two
/// after the upper one had run.
fn out_of_order(history: &History, scripts: &[Script<'_>], steps: &[Step]) -> Vec<String> {
    let by_id: BTreeMap<&str, &Script<'_>> =
        scripts.iter().map(|script| (script.id.as_ref(), script)).collect();
    let applied = history.ids();
    let up: BTreeSet<&str> = steps
        .iter()
        .filter(|step| step.direction == Direction::Up)
        .map(|step| step.revision.as_str())
        .collect();
    let mut above: BTreeMap<&str, &str> = BTreeMap::new();
    for script in scripts.iter().filter(|script| applied.contains(script.id.as_ref())) {
        let mut below: Vec<&str> = script.revises.iter().map(AsRef::as_ref).collect();
        while let Some(id) = below.pop() {
            // What is applied is walked from itself.
            if !applied.contains(id) && !above.contains_key(id) {
                above.insert(id, &script.id);
                let parents = by_id.get(id).map_or(&[][..], |script| script.revises.as_slice());
                below.extend(parents.iter().map(AsRef::as_ref));
            }
        }
    }
    let out = above.iter().filter(|(id, _)| up.contains(*id));
    out.map(|(id, above)| {
        format!(
            "revision `{id}` runs out of order: `{above}`, which comes after it, is applied already"
        )
    })
    .collect()
}

/// Every parent of a revision that is to be applied is applied, or comes before it.
fn ancestors(history: &History, scripts: &[Script<'_>], steps: &[Step]) -> Result<()> {
    let by_id: BTreeMap<&str, &Script<'_>> =
        scripts.iter().map(|script| (script.id.as_ref(), script)).collect();
    let mut there = history.ids();
    for step in steps {
        match step.direction {
            Direction::Up => {
                let revises =
                    by_id.get(step.revision.as_str()).map(|script| script.revises.as_slice());
                for parent in revises.unwrap_or_default() {
                    if !there.contains(parent.as_ref()) {
                        return Err(Error::history(format!(
                            "revision `{}` needs `{parent}`, which is not applied",
                            step.revision
                        ))
                        .with_hint(format!("cargo xtask db upgrade {parent}")));
                    }
                }
                there.insert(step.revision.clone());
            }
            Direction::Down => {
                there.remove(&step.revision);
            }
        }
    }
    Ok(())
}
