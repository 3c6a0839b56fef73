//! Rows that exclude each other by a new constraint. Reads the constraint's text; what it does not know, it does not ask.

use super::list::{List, list};
use super::source::{View, spelled};
use crate::dialect::question;
use crate::op::text::{self, Kind, Token};
use crate::schema::{Exclude, Expr};

/// `USING gist (room WITH =, during WITH &&) WHERE (…)` as a question.
pub(super) fn question(view: &View<'_>, constraint: &Exclude) -> Option<String> {
    let definition = &constraint.definition;
    let tokens = text::spoken(&definition.0);
    let open = tokens.iter().position(|token| token.text == "(")?;
    let List { elements, rest } = list(tokens.get(open + 1..)?, closes)?;
    let parts: Option<Vec<(String, String)>> = elements.into_iter().map(part).collect();
    let end = rest.iter().position(|token| token.is("WHERE"));
    let predicate = end.and_then(|at| rest.get(at + 1..)).map(spelled);
    let of = view.naming(&Expr(definition.0.clone()))?;
    Some(question::excluding(&of, &parts?, predicate.as_deref()))
}

fn closes(token: &Token<'_>) -> bool {
    token.text == ")"
}

/// `during WITH &&`: the SQL and the operator. An operator class may choose another operator of the name.
fn part(tokens: &[Token<'_>]) -> Option<(String, String)> {
    let with = tokens.iter().rposition(|token| token.kind == Kind::Word && token.is("WITH"))?;
    let (value, operator) = (tokens.get(..with)?, tokens.get(with + 1..)?);
    let is_one = match value {
        [name] => name.identifier().is_some(),
        [open, .., close] => open.text == "(" && close.text == ")" || is_call(value),
        [] => false,
    };
    let operator: String = operator.iter().map(|token| token.text).collect();
    (is_one && !operator.is_empty()).then(|| (spelled(value), operator))
}

/// `name ( … )` and nothing behind it.
fn is_call(tokens: &[Token<'_>]) -> bool {
    let [name, open, rest @ ..] = tokens else { return false };
    let is_whole = || list(rest, closes).is_some_and(|inner| inner.rest.len() == 1);
    name.identifier().is_some() && open.text == "(" && is_whole()
}
