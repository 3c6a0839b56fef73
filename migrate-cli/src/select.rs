//! Which revisions a command looks at, where it looks at many: named ones, ranges, those after one, those that a database
//! lacks. Looks at none of them itself.

use std::collections::BTreeSet;

use migrate::graph::target::{Anchor, Range};
use migrate::graph::{Edges, Graph};
use migrate::plan;

use crate::failure::Result;
use crate::workspace::Place;
use crate::{args, database, fresh, revisions};

/// The ids of the revisions that are meant; all of them if nothing is said, or those after `since`.
pub(crate) fn select(
    place: &Place,
    graph: &Graph,
    args: &args::Selection,
    since: Option<&str>,
) -> Result<BTreeSet<String>> {
    let mut wanted = BTreeSet::new();
    for text in &args.revisions {
        if text.contains(':') {
            let range: Range = text.parse()?;
            let ends = [&range.from, &range.to];
            let asks = ends.into_iter().flatten().any(|end| end.anchor == Some(Anchor::Current));
            let applied = if asks { database::to_read(place)?.applied()? } else { BTreeSet::new() };
            wanted.extend(fresh::ids(&plan::history(graph, &applied, &range)?));
        } else {
            wanted.extend(revisions::several(place, graph, text)?);
        }
    }
    if !args.revisions.is_empty() {
        return Ok(wanted);
    }
    if args.pending {
        let applied = database::to_read(place)?.applied()?;
        return Ok(fresh::ids(&plan::pending(graph, &applied)).into_iter().collect());
    }
    wanted.extend(graph.iter().map(|one| one.id.clone()));
    let since = args.since.as_deref().or(since);
    for id in since.map(|text| fresh::resolve(graph, text)).transpose()?.unwrap_or_default() {
        for before in graph.ancestors(&id, Edges::All) {
            wanted.remove(&before.id);
        }
        wanted.remove(&id);
    }
    Ok(wanted)
}
