//! The outcomes as a picture: how the time of each work grows with its size, both axes logarithmic, and for work of one size
//! each contender against the floor. Plain SVG, written by hand.

use std::fmt::Write as _;

use crate::report::seconds;
use crate::row::Outcome;

const WIDTH: f64 = 760.0;
const LINE: f64 = 22.0;
const LABELS: f64 = 400.0;

/// The picture.
pub(crate) fn svg(outcomes: &[Outcome]) -> String {
    let mut body = String::new();
    let mut top = 10.0;
    for outcome in outcomes {
        top = bars(&mut body, outcome, top);
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{:.0}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n{body}</svg>\n",
        top + 10.0
    )
}

/// One work: a bar for each contender, all to the scale of the longest, from the least to the most as a thin line.
fn bars(body: &mut String, outcome: &Outcome, mut top: f64) -> f64 {
    let longest = outcome.results.iter().map(|one| one.most).fold(f64::MIN_POSITIVE, f64::max);
    let scale = (WIDTH - LABELS - 90.0) / longest;
    let mut put = |line: String| {
        body.push_str(&line);
        body.push('\n');
    };
    let title = escaped(&format!("{}, {}", outcome.name, outcome.size));
    put(format!("<text x=\"10\" y=\"{:.1}\" font-weight=\"bold\">{title}</text>", top + 14.0));
    top += LINE;
    for (number, one) in outcome.results.iter().enumerate() {
        let colour = if number == 0 { "#2a6f97" } else { "#b0b7bd" };
        let middle = top + LINE / 2.0 - 3.0;
        put(format!(
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            LABELS - 8.0,
            middle + 4.0,
            escaped(&one.name)
        ));
        put(format!(
            "<rect x=\"{LABELS}\" y=\"{:.1}\" width=\"{:.1}\" height=\"12\" fill=\"{colour}\"/>",
            middle - 6.0,
            one.median * scale
        ));
        put(format!(
            "<line x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{middle:.1}\" y2=\"{middle:.1}\" stroke=\"black\"/>",
            LABELS + one.least * scale,
            LABELS + one.most * scale
        ));
        put(format!(
            "<text x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            LABELS + one.most * scale + 6.0,
            middle + 4.0,
            escaped(&seconds(one.median))
        ));
        top += LINE;
    }
    let mut mark = String::new();
    if let Some(kept) = outcome.kept() {
        let _ = write!(mark, "{}", if kept { "kept" } else { "missed" });
    }
    put(format!(
        "<text x=\"10\" y=\"{:.1}\" fill=\"#666\">{mark}</text>",
        top - LINE * outcome.results.len() as f64 + 11.0
    ));
    top + 8.0
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
