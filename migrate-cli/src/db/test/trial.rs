//! One revision tried: up, down, up again, with rows; and what did not hold.

use std::collections::BTreeMap;

use migrate::op::{self, Op};
use migrate::revision::Direction;
use migrate::runner::Script;
use migrate::schema::{Name, Schema};
use serde_json::{Value, json};

use super::scratch::Scratch;
use crate::failure::Result;
use crate::talk::Talk;

/// How a trial ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// Everything held.
    Pass,
    /// It holds for empty tables, or rows were lost on the way up.
    Warn,
    /// Something did not hold.
    Fail,
    /// It was not tried.
    Skip,
}

/// What became of one revision.
pub(super) struct Outcome {
    revision: String,
    message: String,
    place: String,
    pub(super) status: Status,
    notes: Vec<String>,
    /// The revision is not applied in the end, so nothing above it can be tried.
    pub(super) stops: bool,
}

impl Outcome {
    pub(super) fn new(script: &Script<'_>, status: Status) -> Self {
        Outcome {
            revision: script.id.to_string(),
            message: script.message.to_string(),
            place: script.place.clone(),
            status,
            notes: Vec::new(),
            stops: false,
        }
    }

    pub(super) fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    fn fails(&mut self, note: String) {
        self.status = Status::Fail;
        self.notes.push(note);
    }

    fn warns(&mut self, note: String) {
        if self.status == Status::Pass {
            self.status = Status::Warn;
        }
        self.notes.push(note);
    }

    fn word(&self) -> &'static str {
        match self.status {
            Status::Pass => "PASS",
            Status::Warn => "WARN",
            Status::Fail => "FAIL",
            Status::Skip => "SKIP",
        }
    }

    /// One line, and one for each note.
    pub(super) fn tell(&self, talk: &Talk) -> Result<()> {
        let place = match self.status {
            Status::Fail | Status::Warn => format!("  {}", self.place),
            Status::Pass | Status::Skip => String::new(),
        };
        talk.data(format!("{} {}  {}{place}", self.word(), self.revision, self.message))?;
        self.notes.iter().try_for_each(|note| talk.data(format!("       {note}")))
    }

    pub(super) fn value(&self) -> Value {
        json!({
            "revision": self.revision,
            "message": self.message,
            "place": self.place,
            "status": self.word(),
            "notes": self.notes,
        })
    }
}

/// Tries a revision; one that is not wanted is only applied. It is applied in the end, unless the outcome stops.
pub(super) fn run(
    scratch: &mut Scratch,
    scripts: &[Script<'_>],
    script: &Script<'_>,
    is_wanted: bool,
    talk: &Talk,
) -> Result<Outcome> {
    let mut outcome = Outcome::new(script, Status::Pass);
    let before = scratch.look()?;
    let rows = scratch.counts(&before)?;
    let up = Way { word: "up", direction: Direction::Up };
    let Some(kept) = take(scratch, scripts, script, &up, &before, &mut outcome) else {
        outcome.stops = true;
        return Ok(outcome);
    };
    let after = scratch.look()?;
    if kept {
        let now = scratch.counts(&after)?;
        lost(&rows, &now).into_iter().for_each(|note| outcome.warns(format!("up: {note}")));
    }
    scratch.fill(&before, &after, talk)?;
    if !is_wanted {
        return Ok(outcome);
    }
    if script.down.is_none() {
        outcome.status = if outcome.notes.is_empty() { Status::Skip } else { outcome.status };
        return Ok(outcome.note("down: it says `irreversible`"));
    }
    let rows = scratch.counts(&after)?;
    let down = Way { word: "down", direction: Direction::Down };
    let Some(kept) = take(scratch, scripts, script, &down, &after, &mut outcome) else {
        // It is still applied; what is above it shall find rows.
        let there = scratch.look()?;
        scratch.fill(&after, &there, talk)?;
        return Ok(outcome);
    };
    let restored = scratch.look()?;
    differs(
        &scratch.changes(&restored, &before)?,
        "down",
        "the schema is not as before",
        &mut outcome,
    );
    if kept {
        let mut rows = rows;
        rows.retain(|name, _| before.tables.contains_key(name));
        let now = scratch.counts(&restored)?;
        lost(&rows, &now).into_iter().for_each(|note| outcome.fails(format!("down: {note}")));
    }
    let again = Way { word: "up again", direction: Direction::Up };
    if take(scratch, scripts, script, &again, &restored, &mut outcome).is_none() {
        outcome.stops = true;
        return Ok(outcome);
    }
    let there = scratch.look()?;
    differs(
        &scratch.changes(&there, &after)?,
        "up again",
        "the schema is not as the first time",
        &mut outcome,
    );
    scratch.fill(&before, &there, talk)?;
    Ok(outcome)
}

/// One way that a revision is taken, as it is told.
struct Way {
    word: &'static str,
    direction: Direction,
}

/// Takes a revision one way; where that fails, again with empty tables. Whether the rows were kept; `None` if it failed.
fn take(
    scratch: &mut Scratch,
    scripts: &[Script<'_>],
    script: &Script<'_>,
    way: &Way,
    schema: &Schema,
    outcome: &mut Outcome,
) -> Option<bool> {
    let error = match scratch.step(scripts, &script.id, way.direction) {
        Ok(()) => return Some(true),
        Err(error) => error,
    };
    scratch.clear(schema);
    match scratch.step(scripts, &script.id, way.direction) {
        Ok(()) => {
            outcome.warns(format!("{}: works only while tables are empty: {error}", way.word));
            Some(false)
        }
        Err(error) => {
            outcome.fails(format!("{}: {error}", way.word));
            None
        }
    }
}

fn differs(ops: &[Op], way: &str, what: &str, outcome: &mut Outcome) {
    if !ops.is_empty() {
        let ops: Vec<String> = ops.iter().map(op::describe).collect();
        outcome.fails(format!("{way}: {what}; for that it would need: {}", ops.join("; ")));
    }
}

/// The tables that had more rows.
fn lost(before: &BTreeMap<Name, u64>, now: &BTreeMap<Name, u64>) -> Vec<String> {
    before
        .iter()
        .filter_map(|(name, had)| {
            let has = now.get(name).filter(|has| *has < had)?;
            Some(format!("`{name}` had {had} rows and has {has}"))
        })
        .collect()
}
