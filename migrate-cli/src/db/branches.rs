//! `db branches`: the revisions that several others follow, and those others.

use std::process::ExitCode;

use serde_json::{Value, json};

use crate::failure::Result;
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{args, draw, fresh, revisions};

pub(super) fn run(place: &Place, talk: &Talk, _args: &args::Branches) -> Result<ExitCode> {
    let graph = revisions::heads(place)?;
    let points = graph.branch_points();
    if talk.json {
        let value = |one: &migrate::revision::Revision| {
            let mut value = revisions::value(one);
            value["children"] = json!(fresh::ids(&graph.children(&one.id)));
            value
        };
        talk.value(&Value::Array(points.into_iter().map(value).collect()))?;
        return Ok(ExitCode::SUCCESS);
    }
    let marks = draw::Marks::new(&graph);
    for point in points {
        draw::revision(talk, &graph, &marks, point)?;
        for child in graph.children(&point.id) {
            talk.data(format!("    -> {}", draw::line(&marks, child)))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
