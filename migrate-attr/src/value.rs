//! Values out of attribute elements: texts, numbers, flags, words per dialect. Each tells what it wanted when it finds
//! something else.

use std::collections::{BTreeMap, BTreeSet};

use crate::meta::{Arg, Literal, Value};
use crate::report::Report;
use crate::suggest::did_you_mean;
use crate::{DIALECTS, dialect};
use proc_macro2::Span;

/// A value and where it stands.
#[derive(Debug, Clone)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// A text for every dialect, or one for each of some.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// For those that have none of their own.
    pub all: Option<String>,
    /// By the dialect's name.
    pub only: BTreeMap<&'static str, String>,
}

impl Words {
    /// The text for the dialect of that name, if there is one.
    pub fn of(&self, dialect: &str) -> Option<&str> {
        self.only.get(dialect).or(self.all.as_ref()).map(String::as_str)
    }

    /// One text that stands for all of them in a name: the common one, or else the first dialect's.
    pub fn any(&self) -> &str {
        self.all
            .as_ref()
            .or_else(|| self.only.values().next())
            .map(String::as_str)
            .unwrap_or_default()
    }
}

/// A text and where it stands.
pub type Text = Spanned<String>;

/// Tells of words that stand twice.
pub fn once(args: &[Arg], repeatable: &[&str], report: &mut Report) {
    let mut seen = BTreeSet::new();
    for arg in args {
        let word = arg.word();
        if !word.is_empty() && !repeatable.contains(&word.as_str()) && !seen.insert(word.clone()) {
            report.error(arg.span, format!("`{word}` stands here twice"), "remove one of them");
        }
    }
}

/// Tells of a word that `place` does not know. `others` are words of other systems and what they are called here.
pub fn unknown(
    arg: &Arg,
    place: &str,
    known: &[&str],
    others: &[(&str, &str)],
    report: &mut Report,
) {
    let word = arg.word();
    if word.is_empty() {
        report.error(
            arg.span,
            format!("{place} takes words here, not a value"),
            did_you_mean("", known.iter().copied(), "it knows"),
        );
        return;
    }
    let help = match others.iter().find(|(other, _)| *other == word) {
        Some((_, ours)) => (*ours).to_owned(),
        None => did_you_mean(&word, known.iter().copied(), "it knows"),
    };
    report.error(arg.span, format!("{place} knows no `{word}`"), help);
}

/// `word = "text"`, not empty.
pub fn text(arg: &Arg, report: &mut Report) -> Option<Text> {
    match &arg.value {
        Value::Literal { literal: Literal::Text(value), span } => {
            if value.trim().is_empty() {
                report.error(
                    *span,
                    format!("`{}` is empty", arg.word()),
                    "write the text or remove the word",
                );
                return None;
            }
            Some(Spanned { value: value.clone(), span: *span })
        }
        Value::Flag
        | Value::Literal { .. }
        | Value::Path { .. }
        | Value::List(_)
        | Value::Array(_) => {
            let word = arg.word();
            report.error(
                arg.span,
                format!("`{word}` takes a text"),
                format!("write `{word} = \"…\"`"),
            );
            None
        }
    }
}

/// `word = "name"`: a text that can be an identifier in every database.
pub fn identifier(arg: &Arg, report: &mut Report) -> Option<Text> {
    let text = text(arg, report)?;
    valid_identifier(&text.value, text.span, report).then_some(text)
}

/// Whether `name` can be an identifier in every database, and a report if not.
pub fn valid_identifier(name: &str, span: Span, report: &mut Report) -> bool {
    if name.len() > crate::LONGEST {
        report.error(
            span,
            format!("the name `{name}` is longer than 63 bytes"),
            "databases cut such names short; write a shorter `name = \"…\"`",
        );
        return false;
    }
    if name.is_empty() || name.contains('\0') {
        report.error(span, "a name needs at least one letter and no NUL", "write another name");
        return false;
    }
    true
}

/// `word`, or `word = true`.
pub fn flag(arg: &Arg, report: &mut Report) -> bool {
    match &arg.value {
        Value::Flag => true,
        Value::Literal { literal: Literal::Boolean(value), .. } => *value,
        Value::Literal { .. } | Value::Path { .. } | Value::List(_) | Value::Array(_) => {
            let word = arg.word();
            report.error(
                arg.span,
                format!("`{word}` takes no value"),
                format!("write `{word}` alone"),
            );
            true
        }
    }
}

/// `word = 12`.
pub fn number<T: std::str::FromStr>(arg: &Arg, report: &mut Report) -> Option<T> {
    if let Value::Literal { literal: Literal::Whole(digits), .. } = &arg.value
        && let Ok(value) = digits.parse()
    {
        return Some(value);
    }
    let word = arg.word();
    report.error(
        arg.span,
        format!("`{word}` takes a number that fits"),
        format!("write `{word} = 10`"),
    );
    None
}

/// `word = "one"`, where only some texts are known.
pub fn choice(arg: &Arg, known: &[&'static str], report: &mut Report) -> Option<&'static str> {
    let text = text(arg, report)?;
    let word = text.value.to_lowercase().replace('_', " ");
    let found = known.iter().copied().find(|known| *known == word);
    if found.is_none() {
        report.error(
            text.span,
            format!("`{}` knows no \"{}\"", arg.word(), text.value),
            did_you_mean(&word, known.iter().copied(), "it knows"),
        );
    }
    found
}

/// `word = "text"` for every dialect, or `word(postgres = "…", sqlite = "…")`.
pub fn words(arg: &Arg, report: &mut Report) -> Option<Spanned<Words>> {
    if let Value::List(args) = &arg.value {
        let mut words = Words::default();
        once(args, &[], report);
        for inner in args {
            add_words(inner, &mut words, report);
        }
        if words == Words::default() {
            report.error(
                arg.span,
                format!("`{}` is empty", arg.word()),
                "write the text or remove the word",
            );
            return None;
        }
        return Some(Spanned { value: words, span: arg.span });
    }
    let text = text(arg, report)?;
    Some(Spanned { value: Words { all: Some(text.value), only: BTreeMap::new() }, span: text.span })
}

/// One element within such a list: a text alone, or one for a dialect. `false` if it is neither.
pub fn add_words(arg: &Arg, words: &mut Words, report: &mut Report) -> bool {
    if arg.key.is_none() && matches!(arg.value, Value::Literal { literal: Literal::Text(_), .. }) {
        words.all = text(arg, report).map(|text| text.value);
        return true;
    }
    let Some(dialect) = dialect(&arg.word()) else {
        no_dialect(&arg.word(), arg.span, report);
        return false;
    };
    if let Some(text) = text(arg, report) {
        words.only.insert(dialect, text.value);
    }
    true
}

/// Tells that there is no such dialect.
pub fn no_dialect(word: &str, span: Span, report: &mut Report) {
    let help = did_you_mean(word, DIALECTS, "the dialects are");
    report.error(span, format!("there is no dialect `{word}`"), help);
}

/// `word = [a, b]`, `word(a, b)` or `word = "a"`: names of columns.
pub fn names(arg: &Arg, report: &mut Report) -> Vec<Text> {
    match &arg.value {
        Value::List(args) | Value::Array(args) => {
            args.iter().filter_map(|arg| name(arg, report)).collect()
        }
        Value::Literal { literal: Literal::Text(_), .. } => text(arg, report).into_iter().collect(),
        Value::Path { segments, list } if segments.len() == 1 && list.is_empty() => segments
            .iter()
            .map(|ident| Spanned {
                value: syn::ext::IdentExt::unraw(ident).to_string(),
                span: ident.span(),
            })
            .collect(),
        Value::Flag | Value::Literal { .. } | Value::Path { .. } => {
            let word = arg.word();
            report.error(
                arg.span,
                format!("`{word}` takes columns"),
                format!("write `{word} = [a, b]`"),
            );
            Vec::new()
        }
    }
}

/// One element of such a list.
pub fn name(arg: &Arg, report: &mut Report) -> Option<Text> {
    match (&arg.key, &arg.value) {
        (Some(_), Value::Flag) => Some(Spanned { value: arg.word(), span: arg.span }),
        (None, Value::Literal { literal: Literal::Text(_), .. }) => text(arg, report),
        _ => {
            report.error(
                arg.span,
                "this is not the name of a column",
                "write its name alone: `[a, b]`",
            );
            None
        }
    }
}

/// `word(key = 70, other = "x")`: storage parameters and the like.
pub fn settings(arg: &Arg, report: &mut Report) -> BTreeMap<String, String> {
    let mut settings = BTreeMap::new();
    let Value::List(args) = &arg.value else {
        let word = arg.word();
        report.error(
            arg.span,
            format!("`{word}` takes a list"),
            format!("write `{word}(fillfactor = 70)`"),
        );
        return settings;
    };
    once(args, &[], report);
    for inner in args {
        let value = match &inner.value {
            Value::Literal { literal: Literal::Text(value), .. }
            | Value::Literal {
                literal: Literal::Whole(value) | Literal::Fraction(value), ..
            } => value.clone(),
            Value::Literal { literal: Literal::Boolean(value), .. } => value.to_string(),
            Value::Flag => "true".to_owned(),
            Value::Literal { .. } | Value::Path { .. } | Value::List(_) | Value::Array(_) => {
                report.error(inner.span, "this is not a setting", "write `fillfactor = 70`");
                continue;
            }
        };
        settings.insert(inner.word(), value);
    }
    settings
}
