//! Indexes of a table, with their names.

use migrate::schema::{self, IndexKey, Subject, name};

use super::key::{Naming, column_exists, named, values};
use super::{Context, Draft};
use crate::model::{self};
use migrate_attr::key::{Index, Order, Part};
use migrate_attr::value::Words;
use migrate_attr::value::{Spanned, Text};

/// Adds one index. On a field it is of that column, unless it says more.
pub(super) fn add(
    index: &Index,
    column: Option<&Text>,
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
) {
    let own = column.filter(|_| index.parts.is_empty()).map(|column| Part {
        span: column.span,
        key: Words { all: Some(column.value.clone()), ..Words::default() },
        expression: false,
        order: Order::default(),
    });
    let found: Vec<&Part> = own.iter().chain(&index.parts).collect();
    if found.is_empty() {
        context.report.error(
            index.span,
            "`index` names no columns",
            "write `index(columns = [a, b])`",
        );
    }
    if index.nulls_not_distinct && !index.unique {
        context.report.error(
            index.span,
            "only a unique index compares NULLs",
            "add `unique`, or remove the word",
        );
    }
    for column in &index.include {
        column_exists(column, draft, context);
    }
    let parts: Vec<model::IndexPart> =
        found.iter().filter_map(|found| part(found, &index.order, draft, context)).collect();
    if parts.len() != found.len() || parts.is_empty() {
        return;
    }
    let words: Vec<String> = parts
        .iter()
        .map(|part| match &part.part.key {
            IndexKey::Column(column) => column.clone(),
            IndexKey::Expr(expr) => as_word(&expr.0),
        })
        .collect();
    let naming = Naming {
        given: &index.name,
        renamed_from: &index.renamed_from,
        span: index.span,
        convention: name::index(&draft.table.name.name, &words),
        subject: Subject::Index,
    };
    let name = named(naming, draft, context);
    draft.table.indexes.push(model::Index {
        index: schema::Index {
            name,
            parts: Vec::new(),
            unique: index.unique,
            nulls_not_distinct: index.nulls_not_distinct,
            // What every database does unasked.
            method: index.method.clone().filter(|method| method != "btree"),
            include: values(&index.include),
            predicate: None,
            with: index.with.clone(),
            comment: index.comment.clone(),
        },
        parts,
        predicate: index.predicate.clone(),
        only: index.only,
    });
}

/// An expression as part of a name: its letters and digits.
fn as_word(expr: &str) -> String {
    let words: Vec<&str> = expr
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .collect();
    words.join("_").to_lowercase()
}

fn part(
    found: &Part,
    all: &Order,
    draft: &Draft<'_>,
    context: &mut Context<'_>,
) -> Option<model::IndexPart> {
    let text = found.key.any().trim().to_owned();
    if text.is_empty() {
        context.report.error(
            found.span,
            "this part of the index says nothing",
            "write a column or an expression",
        );
        return None;
    }
    let word = text.chars().all(|c| c.is_alphanumeric() || c == '_');
    let is_column =
        !found.expression || (word && found.key.only.is_empty()) || draft.spans.contains_key(&text);
    if is_column {
        let column = Spanned { value: text.clone(), span: found.span };
        if !column_exists(&column, draft, context) {
            return None;
        }
    } else if [" asc", " desc", " first", " last"]
        .iter()
        .any(|end| text.to_lowercase().ends_with(end))
    {
        context.report.error(
            found.span,
            "the order does not belong into the expression",
            "write `column(desc, nulls = \"last\")` or `expr(\"…\", desc)`",
        );
        return None;
    }
    let own = &found.order;
    let descending = own.descending.or(all.descending).unwrap_or(false);
    // Said or not, what the order implies is one thing: NULLs come first when it descends.
    let nulls_first = own.nulls_first.or(all.nulls_first).filter(|first| *first != descending);
    Some(model::IndexPart {
        part: schema::IndexPart {
            key: if is_column {
                IndexKey::Column(text)
            } else {
                IndexKey::Expr(schema::Expr(text))
            },
            descending,
            nulls_first,
            collation: own.collation.clone().or_else(|| all.collation.clone()),
            opclass: own.opclass.clone().or_else(|| all.opclass.clone()),
        },
        expr: (!is_column).then(|| found.key.clone()),
    })
}
