//! From a heap of revisions to a graph, or to the list of everything that keeps them from being one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::error::Error;
use crate::graph::{Graph, Links, near, target, walk};
use crate::revision::Revision;

/// See [`Graph::new`].
pub(super) fn build(mut revisions: Vec<Revision>) -> Result<Graph, Vec<Error>> {
    // From here on a smaller number means created earlier, which is what decides where the edges leave a choice.
    revisions.sort_by(|one, other| {
        (&one.created, &one.id, &one.path).cmp(&(&other.created, &other.id, &other.path))
    });
    let mut errors = Vec::new();
    let index = ids(&revisions, &mut errors);
    let labels = labels(&revisions, &index, &mut errors);
    let parents = parents(&revisions, &index, &mut errors);
    let needs = needs(&revisions, &index, &labels, &mut errors);
    let before: Vec<Vec<usize>> =
        parents.iter().zip(&needs).map(|(one, other)| [one.as_slice(), other].concat()).collect();
    let order = walk::sort(&before);
    for cycle in walk::cycles(&before, &order) {
        errors.push(circular(&revisions, &parents, &cycle));
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    let mut place = vec![0; order.len()];
    for (position, number) in order.iter().enumerate() {
        place[*number] = position;
    }
    let labels =
        labels.into_iter().map(|(label, number)| (label.to_owned(), place[number])).collect();
    Ok(assemble(revisions, &order, &place, &parents, &needs, labels))
}

/// Puts everything at its place in the order.
fn assemble(
    revisions: Vec<Revision>,
    order: &[usize],
    place: &[usize],
    parents: &[Vec<usize>],
    needs: &[Vec<usize>],
    labels: BTreeMap<String, usize>,
) -> Graph {
    let mut links = vec![Links::default(); order.len()];
    for (position, number) in order.iter().enumerate() {
        for parent in parents[*number].iter().map(|other| place[*other]) {
            links[position].parents.push(parent);
            links[parent].children.push(position);
        }
        for need in needs[*number].iter().map(|other| place[*other]) {
            links[position].needs.push(need);
            links[need].needed_by.push(position);
        }
    }
    let mut placed: Vec<(usize, Revision)> = place.iter().copied().zip(revisions).collect();
    placed.sort_by_key(|(position, _)| *position);
    let revisions: Vec<Revision> = placed.into_iter().map(|(_, revision)| revision).collect();
    let index = revisions
        .iter()
        .enumerate()
        .map(|(position, revision)| (revision.id.clone(), position))
        .collect();
    Graph { revisions, links, index, labels }
}

/// The number of each id.
fn ids<'a>(revisions: &'a [Revision], errors: &mut Vec<Error>) -> HashMap<&'a str, usize> {
    let mut index: HashMap<&str, usize> = HashMap::with_capacity(revisions.len());
    for (number, revision) in revisions.iter().enumerate() {
        if let Some((message, hint)) = misnamed("id", &revision.id) {
            errors.push(Error::graph(format!("{} {message}", revision.place())).with_hint(hint));
        }
        if let Some(first) = index.get(revision.id.as_str()) {
            let other = revisions[*first].place();
            errors.push(
                Error::graph(format!("the id `{}` is used twice, by {other} and {}", revision.id, revision.place()))
                    .with_hint("delete one of the files, or give it another id and name that in the files that revise it"),
            );
        } else {
            index.insert(&revision.id, number);
        }
    }
    index
}

/// The number of the revision that carries each label.
fn labels<'a>(
    revisions: &'a [Revision],
    index: &HashMap<&str, usize>,
    errors: &mut Vec<Error>,
) -> BTreeMap<&'a str, usize> {
    let mut labels: BTreeMap<&str, usize> = BTreeMap::new();
    for (number, revision) in revisions.iter().enumerate() {
        for label in revision.labels.iter().collect::<BTreeSet<_>>() {
            let place = revision.place();
            if let Some((message, hint)) = misnamed("label", label) {
                errors
                    .push(Error::graph(format!("{} {message}", revision.place())).with_hint(hint));
            } else if let Some(other) = index.get(label.as_str()) {
                let other = revisions[*other].place();
                errors.push(
                    Error::graph(format!("the label `{label}` of {place} is the id of {other}"))
                        .with_hint(format!(
                            "write another word into the `Labels:` line of {place}"
                        )),
                );
            } else if let Some(other) = labels.get(label.as_str()) {
                let other = revisions[*other].place();
                errors.push(
                    Error::graph(format!(
                        "the label `{label}` is used twice, by {other} and {place}"
                    ))
                    .with_hint("take it out of one of the two `Labels:` lines"),
                );
            } else {
                labels.insert(label, number);
            }
        }
    }
    labels
}

/// The numbers of each revision's parents.
fn parents(
    revisions: &[Revision],
    index: &HashMap<&str, usize>,
    errors: &mut Vec<Error>,
) -> Vec<Vec<usize>> {
    let mut all = Vec::with_capacity(revisions.len());
    for (number, revision) in revisions.iter().enumerate() {
        let mut found = Vec::with_capacity(revision.revises.len());
        let place = || revision.place();
        for id in &revision.revises {
            match index.get(id.as_str()) {
                Some(parent) if *parent == number || revisions[*parent].id == revision.id => errors
                    .push(
                        Error::graph(format!("{} revises itself", place()))
                            .with_hint(format!("take `{id}` out of its `Revises:` line")),
                    ),
                Some(parent) if found.contains(parent) => {}
                Some(parent) => found.push(*parent),
                None => errors.push(absent(revisions, &place(), "revises", "Revises", id)),
            }
        }
        all.push(found);
    }
    all
}

/// The numbers of what each revision depends on.
fn needs(
    revisions: &[Revision],
    index: &HashMap<&str, usize>,
    labels: &BTreeMap<&str, usize>,
    errors: &mut Vec<Error>,
) -> Vec<Vec<usize>> {
    let mut all = Vec::with_capacity(revisions.len());
    for (number, revision) in revisions.iter().enumerate() {
        let mut found = Vec::with_capacity(revision.depends_on.len());
        let place = || revision.place();
        for name in &revision.depends_on {
            match index.get(name.as_str()).or_else(|| labels.get(name.as_str())) {
                Some(need) if *need == number || revisions[*need].id == revision.id => errors.push(
                    Error::graph(format!("{} depends on itself", place()))
                        .with_hint(format!("take `{name}` out of its `Depends on:` line")),
                ),
                Some(need) if found.contains(need) => {}
                Some(need) => found.push(*need),
                None => errors.push(absent(revisions, &place(), "depends on", "Depends on", name)),
            }
        }
        all.push(found);
    }
    all
}

/// An edge to nowhere.
fn absent(revisions: &[Revision], place: &str, verb: &str, key: &str, name: &str) -> Error {
    let meant = revisions
        .iter()
        .find(|revision| !name.is_empty() && revision.id.starts_with(name))
        .map(|revision| revision.id.as_str())
        .or_else(|| near::nearest(name, revisions.iter().map(|revision| revision.id.as_str())));
    let correct = match meant {
        Some(meant) => format!("write what you meant into the line `{key}:`, perhaps `{meant}`"),
        None => format!("correct the line `{key}:`"),
    };
    Error::graph(format!("{place} {verb} `{name}`, which no revision has as its id"))
        .with_hint(format!("bring back the file of `{name}`, or {correct}"))
}

/// Revisions that come after one another in a circle.
fn circular(revisions: &[Revision], parents: &[Vec<usize>], cycle: &[usize]) -> Error {
    let next = cycle.iter().skip(1).chain(cycle.first());
    let mut depends = false;
    let links: Vec<String> = cycle
        .iter()
        .zip(next)
        .map(|(number, before)| {
            let revises = parents[*number].contains(before);
            depends |= !revises;
            let verb = if revises { "revises" } else { "depends on" };
            format!("`{}` {verb} `{}`", revisions[*number].id, revisions[*before].id)
        })
        .collect();
    let shown = if links.len() > 8 {
        format!("{}, and so on over {} revisions", links[..8].join(", "), links.len())
    } else {
        links.join(", ")
    };
    let kind = if depends { "dependency cycle" } else { "cycle" };
    let files: Vec<String> =
        cycle.iter().take(8).map(|number| revisions[*number].place()).collect();
    let lines = if depends { "`Revises:` or `Depends on:`" } else { "`Revises:`" };
    Error::graph(format!("the revisions form a {kind}: {shown}")).with_hint(format!(
        "one of these {lines} lines is wrong; correct it in {}",
        files.join(" or ")
    ))
}

/// What keeps a word from being an id or a label.
fn misnamed(kind: &str, word: &str) -> Option<(String, String)> {
    let message = if word.is_empty() {
        format!("has an empty {kind}")
    } else if target::WORDS.contains(&word) {
        format!("has the {kind} `{word}`, which means something else in a target")
    } else {
        let illegal = word.chars().find(|letter| target::is_special(*letter))?;
        format!("has the {kind} `{word}`, in which `{}` may not stand", illegal.escape_debug())
    };
    let words = target::WORDS.map(|word| format!("`{word}`")).join(", ");
    let hint = format!(
        "write a word without blanks and `@ - + : ,`, which mean something in targets, and none of {words}"
    );
    Some((message, hint))
}
