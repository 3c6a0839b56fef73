//! What a revision asks of the rows itself, asked before it runs: rows that are counted into a new table whose check lets
//! in no number but 0. Follows nothing.

use super::Question;
use super::rows::Walk;
use super::source::View;
use crate::dialect::question;
use crate::op::text::{self, Kind, Token};
use crate::schema::{Expr, Name, Table};

/// The question that `INSERT INTO target SELECT count(*) FROM source WHERE …` puts, if that is what `sql` says and the
/// condition means the same over the live rows.
pub(super) fn question(
    walk: &Walk<'_>,
    target: &Table,
    sql: &str,
    place: &str,
) -> Option<Question> {
    let must = must(target)?;
    let (source, condition) = counted(walk, sql)?;
    let rows = walk.rows.get(&source)?;
    let live = walk.live.tables.get(&rows.table)?;
    let table = walk.replay.schema().tables.get(&source)?;
    let view = View { dialect: walk.dialect, live, table, columns: &rows.columns };
    let of = view.naming(&condition)?;
    Some(Question {
        sql: question::counted(&of, &condition),
        shown: question::key(walk.dialect, live),
        noun: "row",
        found: format!("of `{}` for which `{must}` does not hold", live.name),
        hint: Some(
            "write `#[column(backfill = \"…\")]` where NULL must go, or `#[column(using = \"…\")]` where values do not fit, in the model and make the revision anew, or change these rows first"
                .to_owned(),
        ),
        place: place.to_owned(),
    })
}

/// The name of the check, if the table has one column, which must be 0.
fn must(table: &Table) -> Option<&str> {
    let ([column], [check]) = (table.columns.as_slice(), table.checks.as_slice()) else {
        return None;
    };
    let tokens = text::spoken(&check.expr.0);
    match tokens.as_slice() {
        [name, equal, zero] if name.is(&column.name) && equal.text == "=" && zero.text == "0" => {
            check.name.as_deref()
        }
        _ => None,
    }
}

/// The table whose rows are counted, and which of them.
fn counted(walk: &Walk<'_>, sql: &str) -> Option<(Name, Expr)> {
    let all = text::tokens(sql);
    let at = all.iter().position(|token| token.kind == Kind::Word && token.is("WHERE"))?;
    let (head, condition) = (all.get(..at)?, all.get(at + 1..)?);
    let condition: String = condition.iter().map(|token| token.text).collect();
    let head: Vec<Token<'_>> = head.iter().filter(|token| !token.is_blank()).copied().collect();
    let from = head.iter().position(|token| token.kind == Kind::Word && token.is("FROM"))?;
    let [.., select, count, open, star, close] = head.get(..from)? else { return None };
    let is_count = select.is("SELECT")
        && count.is("COUNT")
        && [open.text, star.text, close.text] == ["(", "*", ")"];
    let (source, rest) = walk.table(head.get(from + 1..)?)?;
    (is_count && rest.is_empty()).then_some((source, Expr(condition)))
}
