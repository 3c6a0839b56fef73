//! The text of a type, cut into words. Knows no type.

/// One word of a type's text.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// A bare word, in lower case.
    Word(String),
    /// A quoted name.
    Quoted(String),
    /// The inside of parentheses.
    Arguments(String),
    /// `[]`, with or without a length.
    Brackets,
    Dot,
    Other(char),
}

/// The words of a type.
pub(super) fn tokens(sql: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut rest = sql.trim();
    while let Some(first) = rest.chars().next() {
        let (token, length) = match first {
            '"' => quoted(rest),
            '(' => enclosed(rest, ')', |inside| Token::Arguments(inside.to_owned())),
            '[' => enclosed(rest, ']', |_| Token::Brackets),
            '.' => (Token::Dot, 1),
            letter if letter.is_alphanumeric() || letter == '_' => {
                let end = rest
                    .find(|other: char| !(other.is_alphanumeric() || matches!(other, '_' | '$')))
                    .unwrap_or(rest.len());
                (Token::Word(rest[..end].to_ascii_lowercase()), end)
            }
            other => (Token::Other(other), other.len_utf8()),
        };
        found.push(token);
        rest = rest[length..].trim_start();
    }
    found
}

fn quoted(text: &str) -> (Token, usize) {
    let mut name = String::new();
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, character)) = characters.next() {
        if character != '"' {
            name.push(character);
        } else if characters.next_if(|(_, next)| *next == '"').is_some() {
            name.push('"');
        } else {
            return (Token::Quoted(name), at + 1);
        }
    }
    (Token::Quoted(name), text.len())
}

fn enclosed(text: &str, end: char, token: fn(&str) -> Token) -> (Token, usize) {
    match text.find(end) {
        Some(at) => (token(text[1..at].trim()), at + end.len_utf8()),
        None => (token(text[1..].trim()), text.len()),
    }
}

/// The tokens before `[]`, `ARRAY` or several of them, if there are any.
pub(super) fn array_element(tokens: &mut Vec<Token>) -> Option<Vec<Token>> {
    let whole = tokens.len();
    while tokens.len() > 1
        && matches!(tokens.last(), Some(last) if *last == Token::Brackets || *last == Token::Word("array".into()))
    {
        tokens.pop();
    }
    (tokens.len() < whole).then(|| std::mem::take(tokens))
}
