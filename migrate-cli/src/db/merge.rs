//! `db merge`: join several heads into one.

use std::process::ExitCode;

use migrate::dialect;
use migrate::session::{Access, block_on, masked};
use serde_json::json;

use crate::args;
use crate::failure::{Failure, Result};
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{fresh, revisions};

pub(super) fn run(place: &Place, talk: &Talk, args: &args::Merge) -> Result<ExitCode> {
    let graph = revisions::graph(place)?;
    let named: Vec<String> = args.revisions.iter().chain(&args.more).cloned().collect();
    let parents = if named.is_empty() {
        fresh::ids(&graph.heads())
    } else {
        fresh::parents(&graph, &named, args.splice)?
    };
    if parents.len() < 2 {
        return Err(Failure::new(match parents.as_slice() {
            [one] => format!("there is nothing to join with `{one}`: it is the only head"),
            _ => "there is nothing to join: there are no revisions".to_owned(),
        }));
    }
    if !args.force {
        // Sections that name no dialect are meant for all of them.
        let named = revisions::dialects(place, &graph)?;
        let dialects = if named.is_empty() { dialect::ALL.to_vec() } else { named };
        migrate::merge::commute(&graph, &parents, &dialects)?;
        if let Some(url) = &args.scratch {
            let mut open = || migrate::session::connect(url, Access::Write);
            block_on(migrate::merge::prove(&graph, &parents, &mut open))?;
            talk.say(format!("both orders come to one schema on {}", masked(url)));
        }
    }
    let mut revision = fresh::revision(&graph, &args.message, parents, args.rev_id.as_deref())?;
    revision.labels = args.branch_label.clone();
    let path = fresh::write(place, &graph, &revision)?;
    if talk.json {
        talk.value(&json!({ "revision": revision.id, "revises": revision.revises, "path": path.display().to_string() }))?;
    } else {
        talk.data(path.display().to_string())?;
        talk.say(format!("joins {}", fresh::list(&revision.revises)));
    }
    Ok(ExitCode::SUCCESS)
}
