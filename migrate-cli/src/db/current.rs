//! `db current`: which revision the database is at.

use std::process::ExitCode;

use migrate::plan;
use serde_json::json;

use crate::failure::Result;
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{args, database, draw, fresh, revisions};

pub(super) fn run(place: &Place, talk: &Talk, args: &args::Current) -> Result<ExitCode> {
    let graph = revisions::graph_or_empty(place)?;
    let mut open = database::to_read(place)?;
    let history = open.history()?;
    let (rows, applied) = (&history.rows, history.ids());
    let heads = fresh::ids(&plan::current(&graph, &applied));
    let pending = fresh::ids(&plan::pending(&graph, &applied));
    let unknown: Vec<_> = rows.iter().filter(|row| graph.get(&row.revision).is_none()).collect();
    let code = ExitCode::from(u8::from(args.check && !pending.is_empty()));
    if talk.json {
        // In the order in which they build on each other; what is unknown comes last.
        let known = graph.iter().map(|revision| &revision.id).filter(|id| applied.contains(*id));
        let applied: Vec<&String> = known.chain(unknown.iter().map(|row| &row.revision)).collect();
        let unknown: Vec<&String> = unknown.iter().map(|row| &row.revision).collect();
        talk.value(
            &json!({ "applied": applied, "heads": heads, "pending": pending, "unknown": unknown }),
        )?;
        return Ok(code);
    }
    talk.detail(format!("database: {}", open.shown));
    if rows.is_empty() {
        talk.data("No migrations applied yet.")?;
    }
    for id in &heads {
        let Some(revision) = graph.get(id) else { continue };
        let lacking = graph.descendants(id, migrate::graph::Edges::All);
        let lacking = lacking.iter().filter(|one| pending.contains(&one.id)).count();
        let mark = match lacking {
            0 => " (head)".to_owned(),
            behind => format!(" (behind by {behind})"),
        };
        if talk.verbose {
            draw::verbose(talk, &graph, &draw::Marks::new(&graph), revision)?;
            talk.data("")?;
        } else {
            talk.data(format!("{id}  {}{mark}", revision.message))?;
        }
    }
    for row in unknown {
        talk.data(format!("{}  {} (unknown here)", row.revision, row.message))?;
    }
    if !pending.is_empty() {
        talk.say(format!("{} pending: `cargo xtask db upgrade`", pending.len()));
    }
    Ok(code)
}
