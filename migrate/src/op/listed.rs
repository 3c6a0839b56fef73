//! Checks that list the values of a column, as they stand for an enum where the database has none: which values a table no
//! longer takes.

use super::Change;
use super::text::{self, Kind};
use crate::schema::Expr;

/// Whether the changes take a value from such a list that rows may hold and that does not become another one.
pub(super) fn loses_value(changes: &[Change]) -> bool {
    changes.iter().any(|change| match change {
        Change::DropCheck(previous) => {
            listed(&previous.expr).is_some_and(|previous| is_shorter(&previous, changes))
        }
        _ => false,
    })
}

/// A column and the literals that it may hold.
struct Listed {
    column: String,
    values: Vec<String>,
}

/// Whether another list for the same column comes in its place and lacks one of its values.
fn is_shorter(previous: &Listed, changes: &[Change]) -> bool {
    let column = changes.iter().fold(previous.column.clone(), |column, change| match change {
        Change::RenameColumn { previous, next } if *previous == column => next.clone(),
        _ => column,
    });
    let next = changes.iter().find_map(|change| match change {
        Change::AddCheck(check) => listed(&check.expr).filter(|next| next.column == column),
        _ => None,
    });
    let becomes_another = |value: &String| {
        changes.iter().any(|change| match change {
            Change::ReplaceValue { column: of, previous, .. } => {
                *of == column && format!("'{}'", previous.replace('\'', "''")) == *value
            }
            _ => false,
        })
    };
    next.is_some_and(|next| {
        previous.values.iter().any(|value| !next.values.contains(value) && !becomes_another(value))
    })
}

/// `column IN ('a', 'b')`, read.
fn listed(expr: &Expr) -> Option<Listed> {
    let tokens = text::spoken(&expr.0);
    let [column, within, open, values @ .., close] = tokens.as_slice() else { return None };
    let is_list = within.is("IN") && open.text == "(" && close.text == ")";
    let (literals, commas): (Vec<_>, Vec<_>) =
        values.iter().enumerate().partition(|(at, _)| at % 2 == 0);
    let is_plain = literals.iter().all(|(_, value)| value.kind == Kind::Literal)
        && commas.iter().all(|(_, comma)| comma.text == ",");
    (is_list && is_plain).then_some(())?;
    let values = literals.into_iter().map(|(_, value)| value.text.to_owned()).collect();
    Some(Listed { column: column.identifier()?, values })
}
