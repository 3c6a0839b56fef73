//! `host=localhost dbname=app`: connection strings of keywords and values, as libpq reads them. Knows no keyword's meaning.

use std::ops::Range;

/// One keyword with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pair<'a> {
    /// The keyword.
    pub(crate) key: &'a str,
    /// What the value means, without quotes and backslashes.
    pub(crate) value: String,
    /// Where the value stands as it is written.
    pub(crate) place: Range<usize>,
}

/// Whether a text is such a string rather than a URL or a path.
pub(crate) fn is(text: &str) -> bool {
    let text = text.trim_start();
    let word = text.trim_start_matches(|c: char| c.is_ascii_lowercase() || c == '_');
    word.len() < text.len() && word.trim_start().starts_with('=')
}

/// The pairs of a string, as far as it can be read: a quote that nobody closes lasts to the end.
pub(crate) fn pairs(text: &str) -> Vec<Pair<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        at += blank(&text[at..]);
        let Some(length) = text[at..].find(|c: char| c == '=' || c.is_whitespace()) else { break };
        let key = &text[at..at + length];
        at += length + blank(&text[at + length..]);
        if !text[at..].starts_with('=') {
            continue;
        }
        at += 1 + blank(&text[at + 1..]);
        let (value, length) = value(&text[at..]);
        found.push(Pair { key, value, place: at..at + length });
        at += length;
    }
    found
}

/// The length of the white space in front.
fn blank(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// The value in front, as it is meant, and the length of how it is written.
fn value(text: &str) -> (String, usize) {
    let quoted = text.starts_with('\'');
    let mut value = String::new();
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(usize::from(quoted)) {
        match letter {
            _ if escaped => {
                value.push(letter);
                escaped = false;
            }
            '\\' => escaped = true,
            '\'' if quoted => return (value, at + 1),
            _ if !quoted && letter.is_whitespace() => return (value, at),
            _ => value.push(letter),
        }
    }
    (value, text.len())
}

/// A string of keywords and values that says what `pairs` say.
#[cfg(any(feature = "postgres", feature = "tokio-postgres"))]
pub(crate) fn write<'a>(pairs: impl Iterator<Item = &'a Pair<'a>>) -> String {
    let written = pairs.map(|pair| {
        let escaped = pair.value.replace('\\', "\\\\").replace('\'', "\\'");
        format!("{}='{escaped}'", pair.key)
    });
    written.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_is_read_as_libpq_reads_it() {
        let text = r"host=h  dbname = 'a \'b\\' password=p\ w options='' user=";
        assert!(is(text));
        let said: Vec<(&str, String, &str)> =
            pairs(text).into_iter().map(|pair| (pair.key, pair.value, &text[pair.place])).collect();
        let wanted = [
            ("host", "h", "h"),
            ("dbname", r"a 'b\", r"'a \'b\\'"),
            ("password", "p w", r"p\ w"),
            ("options", "", "''"),
            ("user", "", ""),
        ];
        assert_eq!(said, wanted.map(|(key, value, written)| (key, value.to_owned(), written)));
        for text in ["", "app.db", "sqlite:a?mode=ro", "postgres://h/d?a=b", "=x", "C:\\x=y"] {
            assert!(!is(text), "{text}");
        }
    }
}
