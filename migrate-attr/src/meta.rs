//! The shape of an attribute's inside: a list of words, each alone, with `= value` or with a list of its own. Knows no
//! word.

use proc_macro2::{Ident, Span};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Lit, LitBool, Meta, Token, bracketed, parenthesized, token};

use crate::report::Report;

/// One element of a list: `word`, `word = value`, `word(…)`, or a value alone.
#[derive(Debug, Clone)]
pub struct Arg {
    /// The word before `=` or `(`, or the word alone.
    pub key: Option<Ident>,
    /// Where the element begins.
    pub span: Span,
    /// What follows the word.
    pub value: Value,
}

/// What may follow a word, or stand alone.
#[derive(Debug, Clone)]
pub enum Value {
    /// Nothing.
    Flag,
    /// A literal.
    #[allow(missing_docs, reason = "named by their types")]
    Literal { span: Span, literal: Literal },
    /// A path, and the list that follows it if one does.
    #[allow(missing_docs, reason = "named by their types")]
    Path { segments: Vec<Ident>, list: Vec<Arg> },
    /// `(…)`
    List(Vec<Arg>),
    /// `[…]`
    Array(Vec<Arg>),
}

/// A literal, numbers as decimal digits with their sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// `"…"`
    Text(String),
    /// `'c'`
    Letter(char),
    /// `true`, `false`
    Boolean(bool),
    /// `-12`
    Whole(String),
    /// `1.50`
    Fraction(String),
    /// A kind that no attribute takes.
    Other,
}

impl Arg {
    /// The word as text; empty where there is none.
    pub fn word(&self) -> String {
        self.key.as_ref().map(|key| key.unraw().to_string()).unwrap_or_default()
    }
}

/// The elements within an attribute; none, and a report, if it has another shape.
pub fn read(meta: &Meta, report: &mut Report) -> Vec<Arg> {
    match meta {
        Meta::Path(_) => Vec::new(),
        Meta::List(list) => args.parse2(list.tokens.clone()).unwrap_or_else(|error| {
            let message = error.to_string();
            // An error at the end of the input has the attribute's span in the compiler, and none here.
            let at_end = message.starts_with("unexpected end of input");
            let span = if at_end { word_span(&list.path) } else { error.span() };
            report.error(
                span,
                message,
                "attributes are words, `word = value` or `word(…)`, separated by commas",
            );
            Vec::new()
        }),
        Meta::NameValue(pair) => {
            let word = pair.path.get_ident().map(ToString::to_string).unwrap_or_default();
            report.error(
                word_span(&pair.path),
                format!("`{word}` takes a list in parentheses"),
                format!("write `#[{word}(…)]`"),
            );
            Vec::new()
        }
    }
}

/// Where a path begins.
pub fn word_span(path: &syn::Path) -> Span {
    path.segments.first().map_or_else(Span::call_site, |segment| segment.ident.span())
}

fn args(input: ParseStream<'_>) -> syn::Result<Vec<Arg>> {
    let mut args = Vec::new();
    while !input.is_empty() {
        args.push(arg(input)?);
        if !input.is_empty() {
            input.parse::<Token![,]>()?;
        }
    }
    Ok(args)
}

fn arg(input: ParseStream<'_>) -> syn::Result<Arg> {
    let span = input.span();
    if !input.peek(Ident::peek_any) || input.peek(LitBool) {
        return Ok(Arg { key: None, span, value: value(input)? });
    }
    let segments = path(input)?;
    if segments.len() > 1 {
        return Ok(Arg {
            key: None,
            span,
            value: Value::Path { segments, list: list(input)?.unwrap_or_default() },
        });
    }
    let value = if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        value(input)?
    } else {
        list(input)?.map_or(Value::Flag, Value::List)
    };
    Ok(Arg { key: segments.into_iter().next(), span, value })
}

fn value(input: ParseStream<'_>) -> syn::Result<Value> {
    if input.peek(token::Bracket) {
        let inner;
        bracketed!(inner in input);
        return Ok(Value::Array(args(&inner)?));
    }
    if input.peek(Ident::peek_any) && !input.peek(LitBool) {
        return Ok(Value::Path { segments: path(input)?, list: list(input)?.unwrap_or_default() });
    }
    let negative = input.peek(Token![-]);
    if negative {
        input.parse::<Token![-]>()?;
    }
    if !input.peek(Lit) {
        return Err(input.error("expected a literal, a name, or a list in brackets"));
    }
    let literal: Lit = input.parse()?;
    let signed = |digits: &str| if negative { format!("-{digits}") } else { digits.to_owned() };
    let span = literal.span();
    let literal = match literal {
        Lit::Int(literal) => Literal::Whole(signed(literal.base10_digits())),
        Lit::Float(literal) => Literal::Fraction(signed(literal.base10_digits())),
        _ if negative => return Err(syn::Error::new(span, "only numbers are negative")),
        Lit::Str(literal) => Literal::Text(literal.value()),
        Lit::Char(literal) => Literal::Letter(literal.value()),
        Lit::Bool(literal) => Literal::Boolean(literal.value),
        _ => Literal::Other,
    };
    Ok(Value::Literal { span, literal })
}

fn path(input: ParseStream<'_>) -> syn::Result<Vec<Ident>> {
    let mut segments = vec![Ident::parse_any(input)?];
    while input.peek(Token![::]) {
        input.parse::<Token![::]>()?;
        segments.push(Ident::parse_any(input)?);
    }
    Ok(segments)
}

fn list(input: ParseStream<'_>) -> syn::Result<Option<Vec<Arg>>> {
    if !input.peek(token::Paren) {
        return Ok(None);
    }
    let inner;
    parenthesized!(inner in input);
    args(&inner).map(Some)
}
