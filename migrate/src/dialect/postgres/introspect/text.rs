//! The server's own text of expressions, made such that it stays the same when it is read and told again. No meaning is
//! changed here, and nothing is known of tables.

/// An expression without the parentheses around all of it, in the form that the server holds on to.
pub(super) fn settled(text: &str) -> String {
    moments(&arrays(bare(text)))
}

/// `now()` as `CURRENT_TIMESTAMP`, which is the same moment of the same type.
fn moments(text: &str) -> String {
    const NOW: &str = "now()";
    let mut told = String::new();
    let mut rest = text;
    while let Some(at) = find(rest, NOW) {
        let (before, after) = rest.split_at(at);
        let own = before.ends_with(|last: char| {
            last.is_alphanumeric() || matches!(last, '_' | '.' | '$' | '"')
        });
        told.push_str(before);
        told.push_str(if own { NOW } else { "CURRENT_TIMESTAMP" });
        rest = &after[NOW.len()..];
    }
    told + rest
}

/// A default that says more than `NULL`, which every column has without one.
pub(super) fn is_default(text: &str) -> bool {
    text != "NULL" && !text.starts_with("NULL::")
}

/// An expression without the parentheses around all of it.
fn bare(text: &str) -> &str {
    match text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        Some(inner) if closing(text, '(', ')') == Some(text.len() - 1) => bare(inner),
        _ => text,
    }
}

/// `(ARRAY[a, b])::t[]` as `ARRAY[(a)::t, (b)::t]`: the first is what the server tells of `x IN ('a', 'b')` when it is
/// asked first, the second is what it makes of the first.
pub(super) fn arrays(text: &str) -> String {
    const BEGIN: &str = "(ARRAY[";
    let mut told = String::new();
    let mut rest = text;
    while let Some(at) = find(rest, BEGIN) {
        let (before, array) = rest.split_at(at);
        told.push_str(before);
        match cast_array(array, BEGIN.len() - 1) {
            Some((array, length)) => {
                told.push_str(&array);
                rest = &rest[at + length..];
            }
            None => {
                told.push_str(BEGIN);
                rest = &array[BEGIN.len()..];
            }
        }
    }
    told.push_str(rest);
    told
}

/// The array at the beginning of `text` with the cast within, and the length of what it stands for.
fn cast_array(text: &str, open: usize) -> Option<(String, usize)> {
    let end = open + closing(&text[open..], '[', ']')?;
    let rest = text[end + 1..].strip_prefix(")::")?;
    let ty_end = rest.find("[]")?;
    let ty = &rest[..ty_end];
    if !ty.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | ' ' | '.' | '"'))
    {
        return None;
    }
    let elements = split(&text[open + 1..end]);
    let cast = elements.iter().map(|element| {
        if element.ends_with(&format!("::{ty}")) {
            (*element).to_owned()
        } else {
            format!("({element})::{ty}")
        }
    });
    let array = format!("ARRAY[{}]", cast.collect::<Vec<_>>().join(", "));
    Some((array, end + 1 + ")::".len() + ty_end + "[]".len()))
}

/// The items between top-level commas.
fn split(text: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let (mut depth, mut begin) = (0_usize, 0);
    for (at, letter) in outside(text) {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                items.push(text[begin..at].trim());
                begin = at + 1;
            }
            _ => {}
        }
    }
    items.push(text[begin..].trim());
    items
}

/// Where what `text` begins with, `open`, is closed.
fn closing(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, letter) in outside(text) {
        if letter == open {
            depth += 1;
        } else if letter == close {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

/// Where `what` stands outside quotes.
fn find(text: &str, what: &str) -> Option<usize> {
    outside(text).map(|(at, _)| at).find(|at| text[*at..].starts_with(what))
}

/// The characters that stand in no quotes, with their places. The server quotes by doubling alone, but for `E''`.
fn outside(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut quoted = None;
    let mut escapes = false;
    let mut skip = false;
    let mut previous = ' ';
    text.char_indices().filter(move |(_, letter)| {
        let letter = *letter;
        let before = std::mem::replace(&mut previous, letter);
        if std::mem::take(&mut skip) {
            return false;
        }
        match quoted {
            Some(quote) => {
                if escapes && letter == '\\' {
                    skip = true;
                } else if letter == quote {
                    quoted = None;
                }
                false
            }
            None if matches!(letter, '\'' | '"') => {
                quoted = Some(letter);
                escapes = letter == '\'' && before == 'E';
                false
            }
            None => true,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::settled;

    #[test]
    fn only_parentheses_around_everything_go() {
        for (text, expected) in [
            ("(a > 0)", "a > 0"),
            ("((a))", "a"),
            ("(a) + (b)", "(a) + (b)"),
            ("(a = ')')", "a = ')'"),
            ("(a = E'\\')')", "a = E'\\')'"),
            ("f(a)", "f(a)"),
            (
                "(now() > a.now() + known() + 'now()')",
                "CURRENT_TIMESTAMP > a.now() + known() + 'now()'",
            ),
            ("(é = 'ü(')", "é = 'ü('"),
            ("(", "("),
            ("", ""),
        ] {
            assert_eq!(settled(text), expected);
        }
    }

    #[test]
    fn casts_of_arrays_go_to_their_elements() {
        for (text, expected) in [
            (
                "((a)::text = ANY ((ARRAY['x'::character varying, 'it''s, (]'::character varying])::text[]))",
                "(a)::text = ANY (ARRAY[('x'::character varying)::text, ('it''s, (]'::character varying)::text])",
            ),
            ("a = ANY ((ARRAY['x'::text])::text[])", "a = ANY (ARRAY['x'::text])"),
            ("a = ANY (ARRAY[1, 2])", "a = ANY (ARRAY[1, 2])"),
            ("b = '(ARRAY[1])::text[]'", "b = '(ARRAY[1])::text[]'"),
            (
                "x && (ARRAY[1, f(2, 3)])::\"My\".t[] AND y",
                "x && ARRAY[(1)::\"My\".t, (f(2, 3))::\"My\".t] AND y",
            ),
            ("(ARRAY[1", "(ARRAY[1"),
        ] {
            assert_eq!(settled(text), expected);
        }
    }
}
