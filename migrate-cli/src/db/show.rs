//! `db show`: one revision: its header, its place in the graph, its SQL.

use std::process::ExitCode;

use migrate::revision::{Direction, Revision};
use serde_json::json;

use crate::failure::Result;
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{args, draw, fresh, revisions};

pub(super) fn run(place: &Place, talk: &Talk, args: &args::Show) -> Result<ExitCode> {
    let graph = revisions::graph(place)?;
    let revision = revisions::one(place, &graph, &args.revision)?;
    let dialects = place.global.dialect.clone();
    let wanted = |dialect: &Option<String>| {
        dialects.is_empty()
            || dialect.as_ref().is_none_or(|name| dialects.iter().any(|wanted| wanted == name))
    };
    if talk.json {
        let mut value = revisions::value(revision);
        value["created"] = json!(revision.created);
        value["path"] = json!(revision.path.as_ref().map(|path| path.display().to_string()));
        value["children"] = json!(fresh::ids(&graph.children(&revision.id)));
        value["sections"] = revision
            .sections
            .iter()
            .filter(|section| wanted(&section.dialect))
            .map(|section| {
                json!({
                    "direction": section.direction.word(),
                    "dialect": section.dialect,
                    "transaction": section.transaction,
                    "hook": section.hook,
                    "irreversible": section.irreversible,
                    "sql": section.sql,
                })
            })
            .collect();
        talk.value(&value)?;
        return Ok(ExitCode::SUCCESS);
    }
    if !args.sql {
        let marks = draw::Marks::new(&graph);
        draw::verbose(talk, &graph, &marks, revision)?;
        for dialect in checked(revision) {
            talk.data(format!("Checksum: {} ({dialect})", revision.checksum(dialect)?))?;
        }
        talk.data("")?;
    }
    for section in revision.sections.iter().filter(|section| wanted(&section.dialect)) {
        if args.sql && section.direction == Direction::Down {
            continue;
        }
        let dialect = section.dialect.as_deref().map(|name| format!(" {name}")).unwrap_or_default();
        let outside = if section.transaction { "" } else { " transaction:false" };
        talk.data(format!("-- migrate:{}{dialect}{outside}", section.direction.word()))?;
        talk.text(&format!("{}\n", section.sql.trim_end()))?;
        talk.data("")?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The dialects that the revision has a way up for.
fn checked(revision: &Revision) -> Vec<&'static str> {
    let has = |name: &str| {
        revision.sections.iter().any(|section| {
            section.direction == Direction::Up
                && section.dialect.as_deref().is_none_or(|dialect| dialect == name)
        })
    };
    migrate::dialect::ALL
        .into_iter()
        .map(|dialect| dialect.name())
        .filter(|name| has(name))
        .collect()
}
