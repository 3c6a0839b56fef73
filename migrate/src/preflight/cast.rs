//! Which columns a statement gives another type by the expression that we write for it, so that what does not fit is known.
//! A person's own expression may make anything of a value.

use std::collections::BTreeSet;

use crate::dialect::Dialect;
use crate::op::text::{self, Token};
use crate::schema::{Schema, Table};

/// Their names; `tokens` are the statement without spaces.
pub(super) fn columns(
    dialect: &dyn Dialect,
    previous: &Table,
    next: &Table,
    tokens: &[Token<'_>],
    schema: &Schema,
) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for before in &previous.columns {
        let Some(after) = next.column(&before.name).filter(|after| after.ty != before.ty) else {
            continue;
        };
        let Some(cast) = dialect.cast(&before.name, &before.ty, &after.ty, schema) else {
            continue;
        };
        let words = text::spoken(&cast);
        let is_said = |at: usize| {
            let end = at + 1 + words.len();
            tokens.get(at + 1..end) == Some(words.as_slice())
                && tokens.get(end).is_none_or(|token| token.text == ",")
        };
        let mut places = (0..tokens.len()).filter(|at| tokens[*at].is("USING"));
        if places.any(is_said) {
            found.insert(before.name.clone());
        }
    }
    found
}
