//! The `mod` declarations of a file of Rust, told from its words alone. Parses nothing else and evaluates no `cfg`.

use std::path::{Path, PathBuf};

/// A word of Rust source, as far as it matters here.
#[derive(Debug, PartialEq)]
enum Word<'a> {
    Ident(&'a str),
    Text(&'a str),
    Sign(char),
}

/// The files that the `mod` declarations of the file at `path` may mean. `is_root` says that the file is the root of a
/// crate, whose modules lie beside it as those of a `mod.rs` do.
pub(crate) fn declared(path: &Path, text: &str, is_root: bool) -> Vec<PathBuf> {
    let beside = path.parent().unwrap_or(Path::new(""));
    let is_mod = path.file_name().is_some_and(|name| name == "mod.rs");
    let below = match path.file_stem() {
        Some(stem) if !is_root && !is_mod => beside.join(stem),
        Some(_) | None => beside.to_owned(),
    };
    let mut files = Vec::new();
    // For each open brace, the name of the module that it opened, if it did.
    let mut open: Vec<Option<&str>> = Vec::new();
    let mut explicit = None;
    let words = words(text);
    for (at, word) in words.iter().enumerate() {
        match (word, words.get(at + 1), words.get(at + 2)) {
            (Word::Sign('['), Some(Word::Ident("path")), Some(Word::Sign('='))) => {
                if let Some(Word::Text(path)) = words.get(at + 3) {
                    explicit = Some(*path);
                }
            }
            (Word::Ident("mod"), Some(Word::Ident(name)), Some(Word::Sign(';'))) => {
                let inline: PathBuf = open.iter().flatten().collect();
                match explicit.take() {
                    Some(path) if inline.as_os_str().is_empty() => files.push(beside.join(path)),
                    Some(path) => files.push(below.join(inline).join(path)),
                    None => {
                        let dir = below.join(inline);
                        files.push(dir.join(format!("{name}.rs")));
                        files.push(dir.join(name).join("mod.rs"));
                    }
                }
            }
            (Word::Sign('{'), _, _) => open.push(opened(&words, at)),
            (Word::Sign('}'), _, _) => {
                open.pop();
            }
            (Word::Sign(';'), _, _) => explicit = None,
            (Word::Ident(_) | Word::Text(_) | Word::Sign(_), _, _) => {}
        }
    }
    files
}

/// The module that the brace at `at` opens.
fn opened<'a>(words: &[Word<'a>], at: usize) -> Option<&'a str> {
    let before = |back: usize| at.checked_sub(back).and_then(|at| words.get(at));
    match (before(2), before(1)) {
        (Some(Word::Ident("mod")), Some(Word::Ident(name))) => Some(name),
        (Some(_) | None, Some(_) | None) => None,
    }
}

/// The words of a text; comments and the insides of literals are not among them.
fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            comment(rest)
        } else if let Some(length) = raw_text(rest) {
            length
        } else if first == '"' {
            let length = quoted(rest, '"');
            words.push(Word::Text(rest.get(1..length.saturating_sub(1)).unwrap_or("")));
            length
        } else if first == '\'' {
            character(rest)
        } else if first.is_alphanumeric() || first == '_' {
            let length =
                rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            words.push(Word::Ident(rest.get(..length).unwrap_or("")));
            length
        } else {
            if !first.is_whitespace() {
                words.push(Word::Sign(first));
            }
            first.len_utf8()
        };
        rest = rest.get(length.max(1)..).unwrap_or("");
    }
    words
}

/// The length of a comment, which may hold comments.
fn comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let step = if rest.starts_with("/*") {
            depth += 1;
            2
        } else if rest.starts_with("*/") {
            depth -= 1;
            2
        } else {
            rest.chars().next().map_or(1, char::len_utf8)
        };
        at += step;
        if depth == 0 {
            break;
        }
    }
    at
}

/// The length of `r"…"`, `r#"…"#`, `br"…"`, if that is what begins here.
fn raw_text(text: &str) -> Option<usize> {
    let after = text
        .strip_prefix("br")
        .or_else(|| text.strip_prefix("cr"))
        .or_else(|| text.strip_prefix('r'))?;
    let hashes = after.bytes().take_while(|byte| *byte == b'#').count();
    let inside = after.get(hashes..)?.strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let length = inside.find(&end).map_or(inside.len(), |at| at + end.len());
    Some(text.len() - inside.len() + length)
}

/// The length of a literal between two of the same quotes, with escapes.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if c == '\\' {
            escaped = true;
        } else if c == quote {
            return at + 1;
        }
    }
    text.len()
}

/// The length of `'x'`, or of the tick of a lifetime.
fn character(text: &str) -> usize {
    let mut inside = text.chars().skip(1);
    match (inside.next(), inside.next()) {
        (Some('\\'), _) | (Some(_), Some('\'')) => quoted(text, '\''),
        (Some(_) | None, _) => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(path: &str, text: &str, is_root: bool) -> Vec<String> {
        declared(Path::new(path), text, is_root)
            .iter()
            .map(|path| path.display().to_string())
            .collect()
    }

    #[test]
    fn a_module_lies_below_its_parent() {
        assert_eq!(of("src/main.rs", "mod a;", true), ["src/a.rs", "src/a/mod.rs"]);
        assert_eq!(of("src/a.rs", "pub(crate) mod b;", false), ["src/a/b.rs", "src/a/b/mod.rs"]);
        assert_eq!(of("src/a/mod.rs", "mod b;", false), ["src/a/b.rs", "src/a/b/mod.rs"]);
    }

    #[test]
    fn a_path_is_taken_at_its_word() {
        let text = "#[path = \"x/table.rs\"] pub mod b; mod c;";
        assert_eq!(of("src/a.rs", text, false), ["src/x/table.rs", "src/a/c.rs", "src/a/c/mod.rs"]);
        assert_eq!(of("src/a.rs", "mod i { #[path = \"t.rs\"] mod b; }", false), ["src/a/i/t.rs"]);
    }

    #[test]
    fn inline_modules_are_folders() {
        let files = of("src/main.rs", "mod a { fn f() { } mod b; } mod c;", true);
        assert_eq!(files, ["src/a/b.rs", "src/a/b/mod.rs", "src/c.rs", "src/c/mod.rs"]);
    }

    #[test]
    fn comments_and_literals_declare_nothing() {
        let text = r####"// mod a;
            /* mod b; /* mod c; */ mod d; */ const S: &str = "mod e; \" mod f;"; const R: &str = r#"mod g; " mod h;"#;
            const C: char = '"'; fn x<'a>(y: &'a str) -> char { '\'' } mod real;"####;
        assert_eq!(of("src/main.rs", text, true), ["src/real.rs", "src/real/mod.rs"]);
    }

    #[test]
    fn no_text_is_too_strange() {
        for text in [
            "\"",
            "r#\"",
            "/*",
            "'",
            "'\\",
            "mod",
            "mod a",
            "}",
            "{{",
            "é'é'\"é",
            "r",
            "br#",
            "[path =",
        ] {
            let _ = of("src/main.rs", text, true);
        }
    }
}
