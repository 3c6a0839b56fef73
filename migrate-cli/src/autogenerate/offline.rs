//! What the models say and the history does not, with what earlier commands found out of both. No database is asked.

use migrate::dialect::Dialect;
use migrate::memory::{Forgetful, Memory};
use migrate_build::cache::Kept;
use migrate_build::drift::Before;
use migrate_build::project::Project;
use migrate_build::sides::{self, Sides};

use super::{Difference, from_history, from_previous, tell, tell_spent};
use crate::args::Consent;
use crate::failure::Result;
use crate::kept::Remembered;
use crate::models::{self, failure};
use crate::revisions::History;
use crate::talk::Talk;
use crate::workspace::Place;

/// The difference for each of `dialects`.
pub(crate) fn between(
    place: &Place,
    talk: &Talk,
    history: &History,
    dialects: &[&'static dyn Dialect],
    consent: &Consent,
) -> Result<Vec<Difference>> {
    let mut remembered = Remembered::open(place.project()?);
    let Some(kept) = remembered.kept() else {
        let models = models::read(place, dialects)?;
        let of = |dialect: &&'static dyn Dialect| {
            from_history(*dialect, talk, &history.graph, &models, consent)
        };
        return dialects.iter().map(of).collect();
    };
    let project = Project { dialects: dialects.to_vec(), ..place.project()?.clone() };
    let (sides, differences) = match of_part(&project, talk, history, consent, kept) {
        Some(found) => found,
        None => of_whole(&project, talk, history, consent, kept)?,
    };
    differences.iter().for_each(|difference| tell_spent(talk, difference));
    // What is spent is told until it is gone, also by a command that has nothing else to look at its table for.
    if differences.iter().all(|difference| difference.spent.is_empty()) {
        sides.keep(&history.texts, &ops(&differences), kept);
    }
    remembered.save();
    Ok(differences)
}

/// What is found where only that is compared which can differ, if all is found so.
fn of_part(
    project: &Project,
    talk: &Talk,
    history: &History,
    consent: &Consent,
    kept: &mut Kept,
) -> Option<(Sides, Vec<Difference>)> {
    let sides = sides::again(project, (&history.texts, &history.graph), kept)?;
    let mut differences = Vec::new();
    for Before { dialect, schema, .. } in &sides.before {
        let models = &sides.models;
        let found = from_previous(*dialect, schema, models, consent, &mut Forgetful);
        // What is wrong is told of the wholes.
        differences.push(found.ok()?);
    }
    if !sides.tell(&ops(&differences)) {
        return None;
    }
    sides.before.iter().for_each(|before| tell(talk, &before.unread));
    Some((sides, differences))
}

fn of_whole(
    project: &Project,
    talk: &Talk,
    history: &History,
    consent: &Consent,
    kept: &mut Kept,
) -> Result<(Sides, Vec<Difference>)> {
    let sides = sides::whole(project, &history.graph, kept).map_err(failure)?;
    let mut differences = Vec::new();
    for Before { dialect, schema, unread } in &sides.before {
        tell(talk, unread);
        let memory: &mut dyn Memory = &mut kept.memory;
        let models = &sides.models;
        differences.push(from_previous(*dialect, schema, models, consent, memory)?);
    }
    Ok((sides, differences))
}

fn ops(differences: &[Difference]) -> Vec<&[migrate::op::Op]> {
    differences.iter().map(|difference| &difference.ops[..]).collect()
}
