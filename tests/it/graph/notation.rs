//! Graphs written down in a line each: `d[label] <- b c after n`. Not the format of a file.

use std::collections::BTreeSet;

use migrate::error::Error;
use migrate::graph::Graph;
use migrate::revision::Revision;

/// The revisions of a text, created in its order. A message may follow behind `#`.
pub(super) fn revisions(text: &str) -> Vec<Revision> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.enumerate().map(|(number, line)| revision(number, line)).collect()
}

fn revision(number: usize, line: &str) -> Revision {
    let (line, message) = line.split_once('#').unwrap_or((line, ""));
    let (line, after) = line.split_once(" after ").unwrap_or((line, ""));
    let (name, parents) = line.split_once("<-").unwrap_or((line, ""));
    let (id, labels) = name.split_once('[').unwrap_or((name, ""));
    let words = |text: &str| {
        text.split([' ', ',', ']']).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    Revision {
        id: id.trim().to_owned(),
        message: message.trim().to_owned(),
        slug: message.trim().replace(' ', "_"),
        revises: words(parents),
        labels: words(labels),
        depends_on: words(after),
        created: format!(
            "2025-01-01 {:02}:{:02}:{:02} UTC",
            number / 3600,
            number / 60 % 60,
            number % 60
        ),
        ..Revision::default()
    }
}

/// The graph of a text that is right.
pub(super) fn graph(text: &str) -> Graph {
    Graph::new(revisions(text)).unwrap_or_else(|errors| panic!("{}", told(&errors)))
}

/// The set of the words of a text.
pub(super) fn set(text: &str) -> BTreeSet<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// Errors as a person reads them.
pub(super) fn told<'a>(errors: impl IntoIterator<Item = &'a Error>) -> String {
    let each = errors
        .into_iter()
        .map(|error| format!("{error}\n  hint: {}\n", error.hint().unwrap_or("none")));
    each.collect()
}
