//! Expressions in one fixed form: spacing, case of keywords, quotes that do nothing, casts, parentheses around the
//! whole. Changes spelling, never meaning, and nothing within a string.

mod cast;
mod words;

use super::cursor;
use super::expr;
use crate::dialect::Dialect;
use crate::schema::Expr;
use crate::split::lex::{Kind, Lexer, Token};
use cast::casts;
use words::{CALLED, GRAMMAR, RESERVED, SOFT, VALUES};
pub(super) use words::{is_keyword, is_value};

/// `sql`, an expression, in its canonical form.
pub fn canonical(dialect: &dyn Dialect, sql: &str) -> Expr {
    let lexer = Lexer::new(&dialect.capability().lexis, sql);
    let tokens: Vec<_> = lexer.filter(|token| token.kind != Kind::Comment).collect();
    expression(dialect, &tokens)
}

/// The expression that these tokens make, in its canonical form.
pub(super) fn expression(dialect: &dyn Dialect, tokens: &[Token<'_>]) -> Expr {
    let atoms = casts(dialect, atoms(dialect, strip(tokens)));
    Expr(expr::text(dialect, &atoms).unwrap_or_else(|| join(&atoms)))
}

/// The structure of `sql`, if it has one that is known.
pub(super) fn structure(dialect: &dyn Dialect, sql: &str) -> Option<expr::Node> {
    let lexer = Lexer::new(&dialect.capability().lexis, sql);
    let tokens: Vec<_> = lexer.filter(|token| token.kind != Kind::Comment).collect();
    node(dialect, &tokens)
}

/// The structure of the expression that these tokens make, if it has one that is known.
pub(super) fn node(dialect: &dyn Dialect, tokens: &[Token<'_>]) -> Option<expr::Node> {
    expr::read(dialect, &casts(dialect, atoms(dialect, strip(tokens))))
}

/// A clause that is no expression, such as the bounds of a partition: its words in upper case, what stands in parentheses
/// as a list of expressions.
pub(super) fn clause(dialect: &dyn Dialect, tokens: &[Token<'_>]) -> String {
    let mut out = String::new();
    let mut rest = tokens;
    while let [token, after @ ..] = rest {
        if !out.is_empty() {
            out.push(' ');
        }
        rest = after;
        if !token.is_symbol("(") {
            out.push_str(&token.text.to_ascii_uppercase());
            continue;
        }
        let mut depth = 1_usize;
        let end = after.iter().position(|token| {
            depth += usize::from(token.is_symbol("("));
            depth -= usize::from(token.is_symbol(")"));
            depth == 0
        });
        let (inner, left) = after.split_at(end.unwrap_or(after.len()));
        out.push('(');
        out.push_str(&expr::list(dialect, &casts(dialect, atoms(dialect, inner))));
        out.push(')');
        rest = left.get(1..).unwrap_or_default();
    }
    out
}

/// Without the pairs of parentheses that enclose all of it.
pub(super) fn strip<'t, 'a>(mut tokens: &'t [Token<'a>]) -> &'t [Token<'a>] {
    while let [first, inner @ .., last] = tokens {
        let encloses = first.is_symbol("(") && last.is_symbol(")") && {
            let mut depth = 0_i32;
            inner.iter().all(|token| {
                depth += i32::from(token.is_symbol("(")) - i32::from(token.is_symbol(")"));
                depth >= 0
            })
        };
        let query = inner
            .first()
            .is_none_or(|token| token.is("SELECT") || token.is("WITH") || token.is("VALUES"));
        let row = {
            let mut depth = 0_i32;
            inner.iter().any(|token| {
                depth += i32::from(token.is_symbol("(")) - i32::from(token.is_symbol(")"));
                depth == 0 && token.is_symbol(",")
            })
        };
        if !encloses || query || row {
            break;
        }
        tokens = inner;
    }
    tokens
}

/// One word of the canonical text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Atom {
    pub(super) text: String,
    pub(super) class: Class,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// A word with a fixed part in the grammar.
    Keyword,
    /// A name, a literal or a whole type: something that a cast or a call may follow.
    Operand,
    /// A mark or operator.
    Symbol,
}

impl Atom {
    pub(super) fn is(&self, text: &str) -> bool {
        self.text == text && self.class != Class::Operand
    }
}

fn atoms(dialect: &dyn Dialect, tokens: &[Token<'_>]) -> Vec<Atom> {
    let lexis = &dialect.capability().lexis;
    let mut atoms = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let calls_nothing = matches!(&tokens[at + 1..], [open, close, ..] if open.is_symbol("(") && close.is_symbol(")"));
        let plain = at == 0 || !tokens[at - 1].is_symbol(".");
        if lexis.now_function
            && calls_nothing
            && plain
            && (token.is("NOW") || token.is("TRANSACTION_TIMESTAMP"))
        {
            atoms.push(Atom { text: "CURRENT_TIMESTAMP".to_owned(), class: Class::Operand });
            at += 3;
            continue;
        }
        let mut next = atom(dialect, token);
        if next.class == Class::Keyword && is_name(&atoms, &next, tokens.get(at + 1)) {
            next = Atom { text: next.text.to_lowercase(), class: Class::Operand };
        }
        atoms.push(next);
        at += 1;
    }
    atoms
}

/// Whether a word that has a part in the grammar is a name where it stands: some are keywords only after an operand.
fn is_name(before: &[Atom], word: &Atom, next: Option<&Token<'_>>) -> bool {
    let soft = SOFT.binary_search(&word.text.as_str()).is_ok();
    let begins = before.last().is_none_or(|last| match last.class {
        Class::Symbol => !last.is(")") && !last.is("]"),
        Class::Keyword => !last.is("END") && !last.is("NOT"),
        Class::Operand => false,
    });
    soft && begins && !next.is_some_and(|next| next.is_symbol("("))
}

fn atom(dialect: &dyn Dialect, token: &Token<'_>) -> Atom {
    let (text, class) = match token.kind {
        Kind::Word => {
            let upper = token.text.to_ascii_uppercase();
            match VALUES.binary_search(&upper.as_str()) {
                Ok(_) => (upper, Class::Operand),
                Err(_) if GRAMMAR.binary_search(&upper.as_str()).is_ok() => (upper, Class::Keyword),
                Err(_) => (token.text.to_lowercase(), Class::Operand),
            }
        }
        Kind::Quoted => {
            let name = cursor::identifier(dialect, token).unwrap_or_default();
            (name_text(dialect, &name), Class::Operand)
        }
        Kind::String => (string(token.text), Class::Operand),
        Kind::Number => (token.text.to_ascii_lowercase(), Class::Operand),
        Kind::Symbol => {
            let text = match token.text {
                "!=" => "<>",
                "==" => "=",
                other => other,
            };
            (text.to_owned(), Class::Symbol)
        }
        Kind::Comment => (String::new(), Class::Symbol),
    };
    Atom { text, class }
}

fn string(literal: &str) -> String {
    match literal.split_once('\'') {
        Some((prefix, rest)) if prefix.eq_ignore_ascii_case("e") => match unescaped(rest) {
            Some(rest) => format!("'{rest}"),
            None => format!("E'{rest}"),
        },
        Some((prefix, rest)) if prefix.len() == 1 => {
            format!("{}'{rest}", prefix.to_ascii_uppercase())
        }
        _ => literal.to_owned(),
    }
}

/// The text of an escape string, as a plain string has it; `None` if it holds more than quotes and backslashes.
fn unescaped(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next()? {
                '\'' => plain.push_str("''"),
                '\\' => plain.push('\\'),
                _ => return None,
            },
            letter => plain.push(letter),
        }
    }
    Some(plain)
}

/// A name as it stands in a canonical expression: bare where that says the same.
pub(super) fn name_text(dialect: &dyn Dialect, name: &str) -> String {
    let folded = if dialect.capability().case_insensitive {
        name.to_ascii_lowercase()
    } else {
        name.to_owned()
    };
    let mut bytes = folded.bytes();
    let begins = bytes.next().is_some_and(|byte| byte.is_ascii_lowercase() || byte == b'_');
    let plain = begins
        && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    let upper = folded.to_ascii_uppercase();
    let taken = [VALUES, GRAMMAR, RESERVED]
        .iter()
        .any(|words| words.binary_search(&upper.as_str()).is_ok());
    if plain && !taken { folded } else { dialect.quote(name) }
}

pub(super) fn join(atoms: &[Atom]) -> String {
    let mut out = String::new();
    for (at, atom) in atoms.iter().enumerate() {
        let previous = at.checked_sub(1).and_then(|before| atoms.get(before));
        let before = at.checked_sub(2).and_then(|before| atoms.get(before));
        if previous.is_some_and(|previous| spaced(before, previous, atom)) {
            out.push(' ');
        }
        out.push_str(&atom.text);
    }
    out
}

/// Whether a space stands between `previous` and `next`.
fn spaced(before: Option<&Atom>, previous: &Atom, next: &Atom) -> bool {
    if [")", "]", ",", ".", "::", ";"].iter().any(|mark| next.is(mark)) {
        return false;
    }
    if ["(", "[", ".", "::"].iter().any(|mark| previous.is(mark)) {
        return false;
    }
    if next.is("(") {
        let calls = previous.class == Class::Operand || CALLED.contains(&previous.text.as_str());
        return !calls;
    }
    if next.is("[") {
        return !(previous.class == Class::Operand
            || previous.is("ARRAY")
            || previous.is("]")
            || previous.is(")"));
    }
    let sign = ["-", "+", "~", "@"].iter().any(|sign| previous.is(sign));
    if sign && next.class != Class::Symbol {
        // A sign belongs to what follows unless an operand stands before it.
        let binary = before.is_some_and(|before| {
            before.class == Class::Operand
                || before.is(")")
                || before.is("]")
                || before.is("END")
                || before.is("NULL")
        });
        return binary;
    }
    true
}
