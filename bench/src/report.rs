//! The outcomes as people and programs read them: a table, and JSON. Draws nothing.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::row::{Outcome, Target};
use crate::rows::lean::Figure;

/// A table in Markdown: a line for each contender, the promise and whether it is kept on the first of each row.
pub(crate) fn table(outcomes: &[Outcome]) -> String {
    let mut text = String::from(
        "| work | size | who | median | least–most | × floor | peak MiB | × floor | at most | |\n\
         |---|--:|---|--:|--:|--:|--:|--:|--:|---|\n",
    );
    for outcome in outcomes {
        for (number, figures) in outcome.results.iter().enumerate() {
            let first = number == 0;
            let (work, size) = match first {
                true => (outcome.name.as_str(), outcome.size.to_string()),
                false => ("", String::new()),
            };
            let (promise, verdict) = match (first, outcome.kept()) {
                (true, Some(kept)) => {
                    (promise(outcome.target), if kept { "kept" } else { "**missed**" })
                }
                (true, None) | (false, _) => (String::new(), ""),
            };
            let times =
                |ratio: Option<f64>| ratio.map_or(String::new(), |ratio| format!("{ratio:.2}"));
            // Writing to a `String` cannot fail.
            let _ = writeln!(
                text,
                "| {work} | {size} | {} | {} | {}–{} | {} | {:.1} | {} | {promise} | {verdict} |",
                figures.name,
                seconds(figures.median),
                seconds(figures.least),
                seconds(figures.most),
                times(figures.ratio),
                figures.peak / 1024.0,
                times(figures.peak_ratio),
            );
        }
    }
    text
}

/// The figures about leanness, as a table.
pub(crate) fn lean(figures: &[Figure]) -> String {
    let mut text = String::from("| what | bare driver | ours | more |\n|---|--:|--:|--:|\n");
    for Figure { name, unit, bare, ours } in figures {
        let more = ours - bare;
        let _ =
            writeln!(text, "| {name} | {bare:.0} {unit} | {ours:.0} {unit} | {more:.0} {unit} |");
    }
    text
}

fn promise(target: Target) -> String {
    match target {
        Target::Ratio(most) => format!("{most:.1} ×"),
        Target::Seconds(most) => seconds(most),
        Target::Above(most) => format!("floor + {}", seconds(most)),
        Target::None => String::new(),
    }
}

/// A time with the unit that suits it.
pub(crate) fn seconds(time: f64) -> String {
    if time < 0.001 {
        format!("{:.0} µs", time * 1_000_000.0)
    } else if time < 1.0 {
        format!("{:.1} ms", time * 1_000.0)
    } else {
        format!("{time:.2} s")
    }
}

/// Everything, in seconds and KiB.
pub(crate) fn values(outcomes: &[Outcome], lean: &[Figure]) -> Value {
    let rows: Vec<Value> = outcomes
        .iter()
        .map(|outcome| {
            let results: Vec<Value> = outcome
                .results
                .iter()
                .map(|one| {
                    json!({
                        "name": one.name, "median": one.median, "least": one.least, "most": one.most,
                        "ratio": one.ratio, "above": one.above, "cpu": one.cpu, "peak_kib": one.peak, "peak_ratio": one.peak_ratio,
                    })
                })
                .collect();
            let target = match outcome.target {
                Target::Ratio(most) => json!({ "ratio": most }),
                Target::Seconds(most) => json!({ "seconds": most }),
                Target::Above(most) => json!({ "above": most }),
                Target::None => Value::Null,
            };
            json!({ "name": outcome.name, "size": outcome.size, "target": target, "kept": outcome.kept(), "results": results })
        })
        .collect();
    let lean: Vec<Value> = lean
        .iter()
        .map(
            |one| json!({ "name": one.name, "unit": one.unit, "bare": one.bare, "ours": one.ours }),
        )
        .collect();
    json!({ "rows": rows, "lean": lean })
}
