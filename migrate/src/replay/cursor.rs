//! One statement as words, and a place among them. Knows what a name or a pair of parentheses is, no statement.

use super::names;
use crate::dialect::{Dialect, Lexis};
use crate::schema::Name;
use crate::split::lex::{Kind, Lexer, Token};

/// Why a statement could not be followed; becomes [`super::Unread::reason`].
pub(super) type Reason = String;

/// A place among the tokens of one statement.
#[derive(Clone)]
pub(super) struct Cursor<'a> {
    pub(super) dialect: &'a dyn Dialect,
    pub(super) sql: &'a str,
    tokens: Vec<Token<'a>>,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(dialect: &'a dyn Dialect, sql: &'a str) -> Self {
        let lexer = Lexer::new(&dialect.capability().lexis, sql);
        let tokens = lexer.filter(|token| token.kind != Kind::Comment).collect();
        Cursor { dialect, sql, tokens, at: 0 }
    }

    /// Only `tokens`, which are of the same text.
    pub(super) fn over(&self, tokens: Vec<Token<'a>>) -> Self {
        Cursor { tokens, at: 0, ..*self }
    }

    pub(super) fn peek(&self) -> Option<Token<'a>> {
        self.tokens.get(self.at).copied()
    }

    pub(super) fn peek_at(&self, ahead: usize) -> Option<Token<'a>> {
        self.tokens.get(self.at + ahead).copied()
    }

    pub(super) fn next(&mut self) -> Option<Token<'a>> {
        let token = self.peek();
        self.at += usize::from(token.is_some());
        token
    }

    pub(super) fn done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// Whether the next word is this keyword.
    pub(super) fn is(&self, keyword: &str) -> bool {
        self.peek().is_some_and(|token| token.is(keyword))
    }

    pub(super) fn is_symbol(&self, symbol: &str) -> bool {
        self.peek().is_some_and(|token| token.is_symbol(symbol))
    }

    /// Whether the next words are these keywords, written with single spaces.
    pub(super) fn are(&self, keywords: &str) -> bool {
        let mut words = keywords.split(' ').enumerate();
        words.all(|(ahead, word)| self.peek_at(ahead).is_some_and(|token| token.is(word)))
    }

    /// Takes these keywords if all of them are next.
    pub(super) fn eat(&mut self, keywords: &str) -> bool {
        let found = self.are(keywords);
        if found {
            self.at += keywords.split(' ').count();
        }
        found
    }

    pub(super) fn eat_symbol(&mut self, symbol: &str) -> bool {
        let found = self.is_symbol(symbol);
        self.at += usize::from(found);
        found
    }

    pub(super) fn expect(&mut self, keywords: &str) -> Result<(), Reason> {
        if self.eat(keywords) { Ok(()) } else { Err(self.unexpected(&format!("`{keywords}`"))) }
    }

    pub(super) fn expect_symbol(&mut self, symbol: &str) -> Result<(), Reason> {
        if self.eat_symbol(symbol) { Ok(()) } else { Err(self.unexpected(&format!("`{symbol}`"))) }
    }

    /// The reason that something else was expected here.
    pub(super) fn unexpected(&self, wanted: &str) -> Reason {
        match self.peek() {
            Some(token) => format!("expected {wanted}, found `{}`", token.text),
            None => format!("expected {wanted}, found the end of the statement"),
        }
    }

    /// Nothing may be left of the statement.
    pub(super) fn end(&self) -> Result<(), Reason> {
        if self.done() { Ok(()) } else { Err(self.unexpected("the end of the statement")) }
    }

    /// Whether a name could stand here.
    pub(super) fn at_identifier(&self) -> bool {
        self.peek().is_some_and(|token| identifier(self.dialect, &token).is_some())
    }

    pub(super) fn identifier(&mut self) -> Result<String, Reason> {
        let found = self.peek().and_then(|token| identifier(self.dialect, &token));
        let name = found.ok_or_else(|| self.unexpected("a name"))?;
        self.at += 1;
        Ok(name)
    }

    /// A name as it is written: the default namespace is still spelled out, and a missing one still missing.
    pub(super) fn name(&mut self) -> Result<Name, Reason> {
        let mut name = Name::new(self.identifier()?);
        while self.eat_symbol(".") {
            name = Name { namespace: Some(name.name), name: self.identifier()? };
        }
        Ok(name)
    }

    /// The parts of a name with dots between.
    pub(super) fn name_parts(&mut self) -> Result<Vec<String>, Reason> {
        let mut parts = vec![self.identifier()?];
        while self.eat_symbol(".") {
            parts.push(self.identifier()?);
        }
        Ok(parts)
    }

    /// Names with commas between.
    pub(super) fn names(&mut self) -> Result<Vec<Name>, Reason> {
        let mut names = vec![self.name()?];
        while self.eat_symbol(",") {
            names.push(self.name()?);
        }
        Ok(names)
    }

    /// Column names in parentheses.
    pub(super) fn columns(&mut self) -> Result<Vec<String>, Reason> {
        self.expect_symbol("(")?;
        let mut names = vec![self.identifier()?];
        while self.eat_symbol(",") {
            names.push(self.identifier()?);
        }
        self.expect_symbol(")")?;
        Ok(names)
    }

    /// The tokens between a pair of parentheses.
    pub(super) fn group(&mut self) -> Result<Vec<Token<'a>>, Reason> {
        self.expect_symbol("(")?;
        let from = self.at;
        let mut depth = 1;
        while let Some(token) = self.next() {
            match token.text {
                "(" if token.kind == Kind::Symbol => depth += 1,
                ")" if token.kind == Kind::Symbol => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Ok(self.tokens[from..self.at - 1].to_vec());
            }
        }
        Err("a parenthesis is not closed".to_owned())
    }

    /// Tokens up to one for which `ends` holds outside all parentheses, brackets and `CASE … END`; it is given each
    /// token and the one before.
    pub(super) fn until(
        &mut self,
        ends: impl Fn(Option<&Token<'a>>, &Token<'a>) -> bool,
    ) -> Vec<Token<'a>> {
        let from = self.at;
        let (mut depth, mut cases) = (0_usize, 0_usize);
        while let Some(token) = self.peek() {
            let previous = if self.at > from { self.tokens.get(self.at - 1) } else { None };
            if depth == 0 && (token.is_symbol(")") || (cases == 0 && ends(previous, &token))) {
                break;
            }
            if token.is_symbol("(") || token.is_symbol("[") {
                depth += 1;
            } else if token.is_symbol(")") || token.is_symbol("]") {
                depth = depth.saturating_sub(1);
            } else if token.is("CASE") {
                cases += 1;
            } else if token.is("END") {
                cases = cases.saturating_sub(1);
            }
            self.at += 1;
        }
        self.tokens[from..self.at].to_vec()
    }

    /// The text from here to the end of the statement.
    pub(super) fn text(&self) -> &'a str {
        let from = self.peek().map_or(self.sql.len(), |token| token.offset);
        self.sql.get(from..).unwrap_or_default()
    }

    /// All tokens that are left.
    pub(super) fn rest(&mut self) -> Vec<Token<'a>> {
        let rest = self.tokens[self.at.min(self.tokens.len())..].to_vec();
        self.at = self.tokens.len();
        rest
    }

    /// The text of a string literal.
    pub(super) fn string(&mut self) -> Result<String, Reason> {
        let found = self.peek().filter(|token| token.kind == Kind::String);
        let token = found.ok_or_else(|| self.unexpected("a string"))?;
        self.at += 1;
        Ok(string(token.text))
    }

    /// A whole number, perhaps with a sign.
    pub(super) fn integer(&mut self) -> Result<i64, Reason> {
        let sign = if self.eat_symbol("-") {
            "-"
        } else {
            self.eat_symbol("+");
            ""
        };
        let found = self.peek().filter(|token| token.kind == Kind::Number);
        let number =
            found.and_then(|token| format!("{sign}{}", token.text.replace('_', "")).parse().ok());
        let number = number.ok_or_else(|| self.unexpected("a whole number"))?;
        self.at += 1;
        Ok(number)
    }
}

/// The name that a token spells, without quotes and folded where the database folds.
pub(super) fn identifier(dialect: &dyn Dialect, token: &Token<'_>) -> Option<String> {
    let lexis = &dialect.capability().lexis;
    let name = spelled(lexis, token)?;
    Some(if lexis.cuts_names { names::truncate(&name).to_owned() } else { name })
}

fn spelled(lexis: &Lexis, token: &Token<'_>) -> Option<String> {
    match token.kind {
        Kind::Word if lexis.folds_names => Some(token.text.to_lowercase()),
        Kind::Word => Some(token.text.to_owned()),
        Kind::Quoted => Some(unquote(token.text)),
        Kind::String if lexis.string_names => Some(string(token.text)),
        Kind::String | Kind::Number | Kind::Symbol | Kind::Comment => None,
    }
}

fn unquote(text: &str) -> String {
    let Some(quote) = text.chars().next() else { return String::new() };
    let close = if quote == '[' { ']' } else { quote };
    let inner = text.strip_prefix(quote).unwrap_or(text);
    let inner = inner.strip_suffix(close).unwrap_or(inner);
    if quote == '[' {
        inner.to_owned()
    } else {
        inner.replace(&format!("{quote}{quote}"), &quote.to_string())
    }
}

/// The text that a string literal stands for.
pub(super) fn string(literal: &str) -> String {
    if let Some(rest) = literal.strip_prefix('$') {
        let tag = rest.find('$').map_or(0, |end| end + 1);
        let inner = rest.get(tag..).unwrap_or_default();
        let closing = &literal[..=tag];
        return inner.strip_suffix(closing).unwrap_or(inner).to_owned();
    }
    let start = literal.find('\'').map_or(0, |at| at + 1);
    let inner = literal.get(start..).unwrap_or_default();
    let inner = inner.strip_suffix('\'').unwrap_or(inner).replace("''", "'");
    if literal.starts_with(['e', 'E']) { unescape(&inner) } else { inner }
}

fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        if char != '\\' {
            out.push(char);
            continue;
        }
        match chars.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{c}'),
            Some(other) => out.push(other),
            None => out.push('\\'),
        }
    }
    out
}
