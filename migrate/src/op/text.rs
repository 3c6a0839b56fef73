//! Identifiers within the text of an expression, view or trigger: found and replaced. A scanner of tokens, no parser.

mod reserved;

use reserved::RESERVED;

/// One token of SQL text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// Its sort.
    pub kind: Kind,
    /// Its text as written, quotes included.
    pub text: &'a str,
}

/// The sorts of tokens, as far as finding names needs them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A word without quotes: an identifier or a keyword.
    Word,
    /// An identifier in quotes, backticks or brackets.
    Quoted,
    /// A string, a dollar string included.
    Literal,
    /// A number.
    Number,
    /// A comment.
    Comment,
    /// White space.
    Space,
    /// One character of anything else; `::` is one token.
    Symbol,
}

/// `text` as tokens that together are the whole of it. Never fails: what is not closed runs to the end.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (kind, length) = measure(rest, first);
        let length = ceil(rest, length.max(first.len_utf8()));
        let (token, after) = rest.split_at(length);
        tokens.push(Token { kind, text: token });
        rest = after;
    }
    tokens
}

fn ceil(text: &str, mut index: usize) -> usize {
    while index < text.len() && !text.is_char_boundary(index) {
        index += 1;
    }
    index.min(text.len())
}

fn measure(rest: &str, first: char) -> (Kind, usize) {
    let run = |of: &dyn Fn(char) -> bool| rest.find(|c: char| !of(c)).unwrap_or(rest.len());
    match first {
        '\'' => (Kind::Literal, quoted(rest, '\'')),
        '"' => (Kind::Quoted, quoted(rest, '"')),
        '`' => (Kind::Quoted, quoted(rest, '`')),
        '[' => bracket(rest),
        '$' => dollar(rest),
        '-' if rest.starts_with("--") => (Kind::Comment, rest.find('\n').unwrap_or(rest.len())),
        '/' if rest.starts_with("/*") => {
            (Kind::Comment, rest.find("*/").map_or(rest.len(), |at| at + 2))
        }
        ':' if rest.starts_with("::") => (Kind::Symbol, 2),
        c if c.is_whitespace() => (Kind::Space, run(&char::is_whitespace)),
        c if c.is_ascii_digit() => (Kind::Number, run(&|c| c.is_ascii_alphanumeric() || c == '.')),
        c if is_word(c) => (Kind::Word, run(&|c| is_word(c) || c == '$')),
        c => (Kind::Symbol, c.len_utf8()),
    }
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric() || !c.is_ascii() && !c.is_whitespace()
}

/// The length of a quoted token whose quote is doubled to stand for itself.
fn quoted(rest: &str, quote: char) -> usize {
    let mut chars = rest.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == quote && chars.next_if(|(_, next)| *next == quote).is_none() {
            return at + quote.len_utf8();
        }
    }
    rest.len()
}

/// `[name]` of SQLite, where it can be nothing else; a subscript reads the same.
fn bracket(rest: &str) -> (Kind, usize) {
    match rest.find(']') {
        Some(end)
            if end > 1
                && rest[1..end].chars().all(is_word)
                && !rest[1..end].starts_with(|c: char| c.is_ascii_digit()) =>
        {
            (Kind::Quoted, end + 1)
        }
        _ => (Kind::Symbol, 1),
    }
}

/// `$tag$ … $tag$`, or a single `$`.
fn dollar(rest: &str) -> (Kind, usize) {
    let Some(end) = rest[1..].find('$').map(|at| at + 2) else { return (Kind::Symbol, 1) };
    let tag = &rest[..end];
    if !tag[1..end - 1].chars().all(is_word) || tag[1..].starts_with(|c: char| c.is_ascii_digit()) {
        return (Kind::Symbol, 1);
    }
    (Kind::Literal, rest[end..].find(tag).map_or(rest.len(), |at| end + at + tag.len()))
}

impl Token<'_> {
    /// Whether it is a word of the grammar, which only quotes would make a name.
    fn is_keyword(&self) -> bool {
        self.kind == Kind::Word && KEYWORDS.iter().any(|word| self.text.eq_ignore_ascii_case(word))
    }

    /// The identifier that the token is, without quotes.
    pub fn identifier(&self) -> Option<String> {
        match self.kind {
            Kind::Word => Some(self.text.to_owned()),
            Kind::Quoted => {
                let inner = self.text.get(1..self.text.len().saturating_sub(1)).unwrap_or("");
                Some(if self.text.starts_with('[') {
                    inner.to_owned()
                } else {
                    let quote = &self.text[..1];
                    inner.replace(&quote.repeat(2), quote)
                })
            }
            Kind::Literal | Kind::Number | Kind::Comment | Kind::Space | Kind::Symbol => None,
        }
    }

    /// Whether the token is that identifier; a word without quotes in any case.
    pub fn is(&self, name: &str) -> bool {
        match self.kind {
            Kind::Word => self.text.eq_ignore_ascii_case(name),
            Kind::Quoted => self.identifier().is_some_and(|identifier| identifier == name),
            Kind::Literal | Kind::Number | Kind::Comment | Kind::Space | Kind::Symbol => false,
        }
    }

    /// Whether it says nothing: space or a comment.
    pub fn is_blank(&self) -> bool {
        matches!(self.kind, Kind::Space | Kind::Comment)
    }
}

/// The tokens that say something: no spaces, no comments.
pub fn spoken(text: &str) -> Vec<Token<'_>> {
    let mut tokens = tokens(text);
    tokens.retain(|token| !token.is_blank());
    tokens
}

/// Whether `text` names `identifier` anywhere outside strings and comments, other than as a function or a type.
pub fn mentions(text: &str, identifier: &str) -> bool {
    let tokens = tokens(text);
    (0..tokens.len()).any(|at| tokens[at].is(identifier) && !is_call(&tokens, at))
}

/// Whether the string literal of `value` stands in `text`.
pub fn mentions_value(text: &str, value: &str) -> bool {
    let literal = literal(value);
    tokens(text).iter().any(|token| token.kind == Kind::Literal && token.text == literal)
}

/// `text` with the string literal of `previous` replaced by that of `next`.
pub fn replace_value(text: &str, previous: &str, next: &str) -> String {
    let (previous, next) = (literal(previous), literal(next));
    let replaced = |token: &Token<'_>| token.kind == Kind::Literal && token.text == previous;
    tokens(text)
        .iter()
        .map(|token| if replaced(token) { next.as_str() } else { token.text })
        .collect()
}

fn literal(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}

/// `text` with the tokens replaced that are `previous` and of which `wanted` says so, given all tokens and the place.
pub fn replace(
    text: &str,
    previous: &str,
    next: &str,
    wanted: impl Fn(&[Token<'_>], usize) -> bool,
) -> String {
    let tokens = tokens(text);
    let mut out = String::with_capacity(text.len());
    for (at, token) in tokens.iter().enumerate() {
        if token.is(previous) && !token.is_keyword() && wanted(&tokens, at) {
            out.push_str(&quote_like(token, next));
        } else {
            out.push_str(token.text);
        }
    }
    out
}

/// Words that name nothing without quotes, in any database.
const KEYWORDS: [&str; 37] = [
    "all",
    "and",
    "as",
    "case",
    "check",
    "collate",
    "constraint",
    "create",
    "default",
    "distinct",
    "else",
    "except",
    "foreign",
    "from",
    "group",
    "having",
    "in",
    "intersect",
    "into",
    "is",
    "join",
    "limit",
    "not",
    "null",
    "on",
    "or",
    "order",
    "primary",
    "references",
    "select",
    "table",
    "then",
    "to",
    "union",
    "unique",
    "when",
    "where",
];

/// `name` as an identifier: in the quotes of the token that it replaces, and in quotes where it needs them.
fn quote_like(token: &Token<'_>, name: &str) -> String {
    match token.text.chars().next() {
        Some('`') => format!("`{}`", name.replace('`', "``")),
        Some('[') if !name.contains(']') => format!("[{name}]"),
        Some('"') | Some('[') => format!("\"{}\"", name.replace('"', "\"\"")),
        _ => quote_if_needed(name),
    }
}

/// `name` as an identifier that reads the same whether the database folds its case or not.
pub(crate) fn quote_if_needed(name: &str) -> String {
    let is_plain = name.starts_with(|c: char| c == '_' || c.is_ascii_lowercase())
        && name.chars().all(|c| c == '_' || c.is_ascii_lowercase() || c.is_ascii_digit())
        && RESERVED.binary_search(&name).is_err();
    if is_plain { name.to_owned() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
}

/// A statement in one form, to be compared and not to be run: without comments and line breaks, and with quotes only
/// around the identifiers that need them. Databases write some of these anew when they rename what the statement names.
pub fn plain(statement: &str) -> String {
    let mut out = String::with_capacity(statement.len());
    let mut is_apart = false;
    for token in tokens(statement) {
        if token.is_blank() {
            is_apart = true;
            continue;
        }
        let text = match token.kind {
            Kind::Quoted => token.identifier().map(|name| quote_if_needed(&name)),
            Kind::Word
            | Kind::Literal
            | Kind::Number
            | Kind::Symbol
            | Kind::Comment
            | Kind::Space => None,
        };
        let joins = |c: char| c == '"' || is_word(c);
        let text = text.as_deref().unwrap_or(token.text);
        if is_apart && out.ends_with(joins) && text.starts_with(joins) {
            out.push(' ');
        }
        is_apart = false;
        out.push_str(text);
    }
    out
}

/// The token before `at` that is no blank.
pub fn before<'a, 'b>(tokens: &'b [Token<'a>], at: usize) -> Option<(usize, &'b Token<'a>)> {
    tokens[..at].iter().enumerate().rev().find(|(_, token)| !token.is_blank())
}

/// The token after `at` that is no blank.
pub fn after<'a, 'b>(tokens: &'b [Token<'a>], at: usize) -> Option<(usize, &'b Token<'a>)> {
    tokens.iter().enumerate().skip(at + 1).find(|(_, token)| !token.is_blank())
}

/// Whether the token is the name of a function or a type rather than of a column.
pub fn is_call(tokens: &[Token<'_>], at: usize) -> bool {
    after(tokens, at).is_some_and(|(_, token)| token.text == "(" && tokens[at].kind == Kind::Word)
        || before(tokens, at).is_some_and(|(_, token)| token.text == "::")
}

/// The identifier that qualifies the token: `t` of `t.a`.
pub fn qualifier(tokens: &[Token<'_>], at: usize) -> Option<String> {
    let (dot, token) = before(tokens, at)?;
    (token.text == ".")
        .then(|| before(tokens, dot))
        .flatten()
        .and_then(|(_, token)| token.identifier())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_the_whole_text() {
        for text in [
            "a + 'b''c' -- d\n",
            "$x$ a $x$ b",
            "[a] \"b\"\"c\" `d",
            "é ü 'ö",
            "a::text[1]",
            "1.5e3 $",
            "/* x",
        ] {
            assert_eq!(tokens(text).iter().map(|token| token.text).collect::<String>(), text);
        }
    }

    #[test]
    fn strings_comments_functions_and_types_are_no_columns() {
        let always = |tokens: &[Token<'_>], at: usize| !is_call(tokens, at);
        let text = "age > 0 AND 'age' <> age(x)::age -- age\n AND \"age\" < [age]";
        let expected =
            "\"The Age\" > 0 AND 'age' <> age(x)::age -- age\n AND \"The Age\" < [The Age]";
        assert_eq!(replace(text, "age", "The Age", always), expected);
        assert!(mentions("AGE > 0", "age") && !mentions("'age' > x", "age"));
    }

    #[test]
    fn a_word_of_the_language_is_quoted_as_a_name() {
        assert!(RESERVED.is_sorted());
        assert_eq!(replace("a > 0", "a", "order", |_, _| true), "\"order\" > 0");
    }

    #[test]
    fn statements_are_compared_without_quotes_blanks_and_comments() {
        let one =
            "CREATE TRIGGER t ON\n  \"people\" -- who\n BEGIN SELECT [a], 'a  b', \"A b\"; END";
        let other = "CREATE  TRIGGER \"t\" ON people BEGIN SELECT a,'a  b',\"A b\" ; END";
        assert_eq!(plain(one), plain(other));
        assert_ne!(plain(one), plain(&other.replace("'a  b'", "'a b'")));
        assert_ne!(plain("SELECT \"A\""), plain("SELECT \"a\""));
    }

    #[test]
    fn values_are_replaced_as_literals_only() {
        assert_eq!(replace_value("a = 'it''s' OR its = 'x'", "it's", "x"), "a = 'x' OR its = 'x'");
    }
}
