//! A graph as a drawing: one line a revision, newest above, and lines of connectors between them. Draws parents; what a
//! revision depends on is for its text to say. Knows nothing of terminals.
//!
//! ```text
//! ○    merge heads
//! ├─╮
//! ○ │  add stock
//! │ ○  add beds
//! ├─╯
//! ○    initial schema
//! ```

use crate::graph::Graph;
use crate::revision::Revision;

/// What lines are made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `├─╮`
    Unicode,
    /// `+-.`
    Ascii,
}

/// Draws `revisions`, which stand as [`crate::plan::history`] gives them, each before its parents. `label` is the sign for
/// a revision and the text beside it; further lines of the text are drawn below the first.
pub fn draw<'a>(
    graph: &Graph,
    revisions: &[&'a Revision],
    style: Style,
    label: impl Fn(&'a Revision) -> (char, String),
) -> String {
    let shown: Vec<Option<usize>> =
        revisions.iter().map(|revision| graph.position(&revision.id)).collect();
    let mut is_shown = vec![false; graph.len()];
    for position in shown.iter().flatten() {
        is_shown[*position] = true;
    }
    let mut canvas = Canvas { lanes: Vec::new(), style, text: String::new() };
    for (revision, position) in revisions.iter().zip(shown) {
        let Some(position) = position else {
            continue;
        };
        let (sign, text) = label(revision);
        let column = canvas.arrive(position);
        canvas.node(column, sign, &text);
        let parents =
            graph.links(position).parents.iter().copied().filter(|parent| is_shown[*parent]);
        canvas.leave(column, parents.collect());
    }
    canvas.text
}

/// A drawing so far. Each lane is a column that runs down to the position it waits for.
struct Canvas {
    lanes: Vec<Option<usize>>,
    style: Style,
    text: String,
}

impl Canvas {
    /// Joins all lanes that wait for `position` into the leftmost, or opens one; returns its column.
    fn arrive(&mut self, position: usize) -> usize {
        let waiting: Vec<usize> =
            (0..self.lanes.len()).filter(|lane| self.lanes[*lane] == Some(position)).collect();
        let Some((column, joining)) = waiting.split_first() else {
            let column = self.free(0);
            self.lanes[column] = Some(position);
            return column;
        };
        if !joining.is_empty() {
            let above = self.lanes.clone();
            for lane in joining {
                self.lanes[*lane] = None;
            }
            self.connect(&above, *column, joining);
        }
        *column
    }

    /// Sends the lane of a drawn revision on to its first parent, and a lane from it to each other one.
    fn leave(&mut self, column: usize, parents: Vec<usize>) {
        let mut above = self.lanes.clone();
        self.lanes[column] = parents.first().copied();
        let mut reached = Vec::new();
        for parent in parents.into_iter().skip(1) {
            let lane = match self.lanes.iter().position(|lane| *lane == Some(parent)) {
                Some(lane) => lane,
                None => self.free(column + 1),
            };
            self.lanes[lane] = Some(parent);
            reached.push(lane);
        }
        above.resize(self.lanes.len(), None);
        if !reached.is_empty() {
            self.connect(&above, column, &reached);
        }
        while self.lanes.last() == Some(&None) {
            self.lanes.pop();
        }
    }

    /// The first lane from `column` on that waits for nothing.
    fn free(&mut self, column: usize) -> usize {
        match (column..self.lanes.len()).find(|lane| self.lanes[*lane].is_none()) {
            Some(lane) => lane,
            None => {
                self.lanes.push(None);
                self.lanes.len() - 1
            }
        }
    }

    fn node(&mut self, column: usize, sign: char, text: &str) {
        for (number, line) in text.split('\n').enumerate() {
            let mut row = String::new();
            for (lane, waiting) in self.lanes.iter().enumerate() {
                let here = if lane == column && number == 0 {
                    sign
                } else if waiting.is_some() {
                    self.glyph([true, true, false, false])
                } else {
                    ' '
                };
                row.push(here);
                row.push(' ');
            }
            row.push(' ');
            row.push_str(line);
            self.push(&row);
        }
    }

    /// A line that connects `column` with the lanes `ends`, between the lanes `above` and those that are now.
    fn connect(&mut self, above: &[Option<usize>], column: usize, ends: &[usize]) {
        let low = ends.iter().copied().fold(column, usize::min);
        let high = ends.iter().copied().fold(column, usize::max);
        let mut row = String::new();
        for lane in 0..above.len().max(self.lanes.len()) {
            let up = above.get(lane).is_some_and(Option::is_some);
            let down = self.lanes.get(lane).is_some_and(Option::is_some);
            let met = lane == column || ends.contains(&lane);
            let across = low <= lane && lane <= high && (met || !up);
            row.push(self.glyph([up, down, across && lane > low, across && lane < high]));
            let between = low <= lane && lane < high;
            row.push(if between { self.glyph([false, false, true, true]) } else { ' ' });
        }
        self.push(&row);
    }

    fn push(&mut self, row: &str) {
        self.text.push_str(row.trim_end());
        self.text.push('\n');
    }

    /// The character whose lines run up, down, left and right.
    fn glyph(&self, lines: [bool; 4]) -> char {
        let (unicode, ascii) = match lines {
            [false, false, false, false] => (' ', ' '),
            [true, true, false, false]
            | [true, false, false, false]
            | [false, true, false, false] => ('│', '|'),
            [false, false, _, _] => ('─', '-'),
            [true, true, false, true] => ('├', '+'),
            [true, true, true, false] => ('┤', '+'),
            [true, true, true, true] => ('┼', '+'),
            [false, true, true, false] => ('╮', '.'),
            [false, true, false, true] => ('╭', '.'),
            [false, true, true, true] => ('┬', '.'),
            [true, false, true, false] => ('╯', '\''),
            [true, false, false, true] => ('╰', '\''),
            [true, false, true, true] => ('┴', '\''),
        };
        match self.style {
            Style::Unicode => unicode,
            Style::Ascii => ascii,
        }
    }
}
