//! The message and the header of a revision file. Not the sections below.

use super::{Reader, comment, marked};

/// The lines of the header, in the order in which they are written.
const KEYS: [&str; 5] = ["Revision", "Revises", "Created", "Labels", "Depends on"];

impl Reader<'_> {
    /// Reads the message and the header; returns the index of the first line below.
    pub(super) fn header(&mut self, lines: &[&str]) -> usize {
        let first = lines.first().copied().unwrap_or_default();
        let Some(message) = comment(first) else {
            self.refuse(
                1,
                "the first line is not the message",
                "begin the file with `-- <what this revision does>`",
            );
            return 0;
        };
        // What would move the cursor of a terminal is no part of a message.
        self.revision.message = match message.contains(char::is_control) {
            true => message.replace(char::is_control, " ").trim().to_owned(),
            false => message.to_owned(),
        };
        // The line of each key, from 1; 0 while there is none.
        let mut found = [0; KEYS.len()];
        let mut at = 1;
        while let Some(words) =
            lines.get(at).and_then(|line| comment(line)).filter(|words| marked(words).is_none())
        {
            at += 1;
            if words.is_empty() {
                continue;
            }
            let field = words.split_once(':').and_then(|(key, value)| {
                let key = key.trim_end();
                Some((KEYS.iter().position(|known| *known == key)?, value))
            });
            let Some((number, value)) = field else {
                self.refuse(at, format!("`{words}` is no line of the header"), strange(words));
                continue;
            };
            let (key, place) = (KEYS[number], &mut found[number]);
            if *place != 0 {
                let line = *place;
                self.refuse(
                    at,
                    format!("`{key}:` stands here again, first on line {line}"),
                    "delete one of them",
                );
                continue;
            }
            *place = at;
            self.field(key, value.trim(), at);
        }
        // The last two may be left out: most revisions have neither labels nor dependencies.
        for (key, _) in KEYS.into_iter().zip(found).take(3).filter(|(_, line)| *line == 0) {
            let line = if at == 1 { 1 } else { 2 };
            self.refuse(
                line,
                format!("the header has no `{key}:` line"),
                format!("add the line `{}`", example(key)),
            );
        }
        at
    }

    fn field(&mut self, key: &str, value: &str, line: usize) {
        match key {
            "Revision" => match self.list(key, value, line).as_mut_slice() {
                [id] => self.revision.id = std::mem::take(id),
                [] => self.refuse(
                    line,
                    "`Revision:` names no id",
                    format!("write the id, as in `{}`", example(key)),
                ),
                [_, _, ..] => self.refuse(
                    line,
                    "`Revision:` names several ids",
                    "keep the one that is this file's",
                ),
            },
            "Revises" => self.revision.revises = self.list(key, value, line),
            "Labels" => self.revision.labels = self.list(key, value, line),
            "Depends on" => self.revision.depends_on = self.list(key, value, line),
            _ if is_time(value) => value.clone_into(&mut self.revision.created),
            _ => self.refuse(
                line,
                format!("`{value}` is no time in UTC"),
                format!("write it as in `{}`", example("Created")),
            ),
        }
    }

    fn list(&mut self, key: &str, value: &str, line: usize) -> Vec<String> {
        if value.is_empty() {
            return Vec::new();
        }
        let items = value.split(',').map(str::trim);
        let strange = |letter: char| letter.is_whitespace() || letter.is_control();
        if items.clone().any(|item| item.is_empty() || item.contains(strange)) {
            let words: Vec<&str> = value
                .split(|letter| strange(letter) || letter == ',')
                .filter(|word| !word.is_empty())
                .collect();
            self.refuse(
                line,
                format!("`{value}` is no list of names separated by commas"),
                format!("write it as in `-- {key}: {}`", words.join(", ")),
            );
            return Vec::new();
        }
        items.map(str::to_owned).collect()
    }
}

/// The advice for a header line that is none.
fn strange(words: &str) -> String {
    let key = words.split(':').next().unwrap_or_default().trim().to_lowercase();
    let near = KEYS
        .into_iter()
        .find(|known| known.to_lowercase().split(' ').next() == key.split([' ', '_', '-']).next());
    match near {
        Some(known) => format!("write `{}`", example(known)),
        None => "the lines are `Revision:`, `Revises:`, `Created:`, `Labels:` and `Depends on:`; put other comments below \
                 the header, after a blank line"
            .to_owned(),
    }
}

/// A header line as it should stand.
fn example(key: &str) -> &'static str {
    match key {
        "Revision" => "-- Revision: 19becf30b774",
        "Revises" => "-- Revises: <the id of its parent, or nothing for the first>",
        "Created" => "-- Created: 2025-12-24 03:27:01 UTC",
        "Labels" => "-- Labels: <names separated by commas, or nothing>",
        _ => "-- Depends on: <ids or labels separated by commas, or nothing>",
    }
}

/// Whether `text` is `YYYY-MM-DD HH:MM:SS UTC`; only such text sorts by time.
fn is_time(text: &str) -> bool {
    let shape = "dddd-dd-dd dd:dd:dd UTC";
    let fits = text.len() == shape.len()
        && text.bytes().zip(shape.bytes()).all(|(letter, wanted)| match wanted {
            b'd' => letter.is_ascii_digit(),
            other => letter == other,
        });
    let number = |at: std::ops::Range<usize>| {
        text.get(at).and_then(|digits| digits.parse::<u32>().ok()).unwrap_or(99)
    };
    fits && (1..=12).contains(&number(5..7))
        && (1..=31).contains(&number(8..10))
        && number(11..13) < 24
        && number(14..16) < 60
        && number(17..19) < 61
}
