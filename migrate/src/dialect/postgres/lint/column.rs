//! Columns: what adding one or altering one does to the rows that are there.

use super::rule;
use super::slow;
use crate::dialect::Dialect;
use crate::dialect::postgres::{Postgres, types};
use crate::lint::{Lock, Remark, Scene, Work, retyped};
use crate::op::text;
use crate::replay::act::{ColumnChange, Constraint, Definition};
use crate::schema::{Column, IndexKey, Schema, Table, Type};

/// What becomes of the rows when a column changes its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Nobody looks at them.
    Free,
    /// A check on the column is tried on each.
    Rechecked,
    /// The indexes of the column are built anew.
    Reindexed,
    /// All are written anew.
    Rewritten,
}

/// Judges a column that is added.
pub(super) fn added(
    scene: &Scene<'_>,
    table: &Table,
    definition: &Definition,
    locks: &[Lock],
    remarks: &mut Vec<Remark>,
) {
    let column = &definition.column;
    let place = format!("`{}.{}`", table.name, column.name);
    if column.identity.is_some() {
        let message = format!("numbers every row for {place}, which writes `{}` anew", table.name);
        remarks.push(Remark::new(&rule::NUMBERING_REWRITES, message).locks(locks).help(
            "add it as a plain column, set a default that asks a sequence, fill the rows in batches, then add the identity",
        ));
    } else if column.generated.as_ref().is_some_and(|generated| generated.stored) {
        let message = format!("computes {place} for every row, which writes `{}` anew", table.name);
        remarks.push(
            Remark::new(&rule::GENERATED_COLUMN_REWRITES, message)
                .locks(locks)
                .help("use a plain column that a trigger fills, or a view"),
        );
    } else if is_volatile_default(scene.schema, column) {
        let message = format!(
            "gives every row a value of its own in {place}, which writes `{}` anew",
            table.name
        );
        remarks.push(Remark::new(&rule::VOLATILE_DEFAULT_REWRITES, message).locks(locks).online());
    }
    for constraint in &definition.constraints {
        match constraint {
            Constraint::Unique(_) => {
                let message =
                    format!("builds an index on {place} while `{}` is locked", table.name);
                remarks
                    .push(Remark::new(&rule::UNIQUE_BUILDS_INDEX, message).locks(locks).online());
            }
            Constraint::PrimaryKey(_) => {
                let message =
                    format!("builds an index on {place} while `{}` is locked", table.name);
                remarks.push(
                    Remark::new(&rule::PRIMARY_KEY_BUILDS_INDEX, message).locks(locks).online(),
                );
            }
            Constraint::Check(_) => {
                let message = format!("checks every row of `{}` while it is locked", table.name);
                remarks.push(Remark::new(&rule::CHECK_SCANS, message).locks(locks).online());
            }
            Constraint::ForeignKey(_) => super::constraint::referring(scene, locks, remarks),
            Constraint::Exclude(_) | Constraint::UsingIndex { .. } | Constraint::NotNull { .. } => {
            }
        }
    }
}

/// Judges a column that is altered.
pub(super) fn altered(
    scene: &Scene<'_>,
    table: &Table,
    (name, change): (&str, &ColumnChange<'_>),
    locks: &[Lock],
    remarks: &mut Vec<Remark>,
) {
    let place = format!("`{}.{name}`", table.name);
    match change {
        ColumnChange::Type { text, using, .. } => {
            let (Some(column), next) = (table.column(name), named(scene.schema, text)) else {
                return;
            };
            let fate = fate(scene, table, name, change);
            if using.is_none() && fate == Fate::Rewritten {
                retyped(scene, &table.name, name, &column.ty, &next, remarks);
            }
            let from_moment = is_moment(&column.ty) && using.is_none();
            let (previous, next) = (types::render(&column.ty), types::render(&next));
            let what = format!("from {previous} to {next}");
            remarks.extend(match fate {
                Fate::Free => None,
                Fate::Rewritten => {
                    let message = format!("writes `{}` anew to take {place} {what}", table.name);
                    let help = if from_moment {
                        "write `SET timezone = 'UTC'` before it, if the values are meant so: then nothing is written"
                    } else {
                        "add a column of the new type, write both, fill it in batches, and let it take the old one's place"
                    };
                    Some(Remark::new(&rule::TYPE_CHANGE_REWRITES, message).locks(locks).help(help))
                }
                Fate::Rechecked => {
                    let message = format!("tries the checks on {place} on every row while `{}` is locked", table.name);
                    Some(Remark::new(&rule::TYPE_CHANGE_RECHECKS, message).locks(locks).online())
                }
                Fate::Reindexed => {
                    let message = format!("builds the indexes of {place} anew while `{}` is locked", table.name);
                    let help = "add a column with the other collation, or drop the indexes before and build them concurrently after";
                    Some(Remark::new(&rule::COLLATION_REBUILDS_INDEX, message).locks(locks).help(help))
                }
            });
        }
        ColumnChange::Nullable(false) if slow(locks) => {
            let message =
                format!("looks for NULL in every row of {place} while `{}` is locked", table.name);
            remarks.push(Remark::new(&rule::NOT_NULL_SCANS, message).locks(locks).online());
        }
        ColumnChange::Expression(_) => {
            let message =
                format!("computes {place} for every row, which writes `{}` anew", table.name);
            remarks.push(Remark::new(&rule::GENERATED_COLUMN_REWRITES, message).locks(locks));
        }
        ColumnChange::Nullable(_)
        | ColumnChange::Default(_)
        | ColumnChange::DropDefault
        | ColumnChange::DropExpression { .. }
        | ColumnChange::AddIdentity(..)
        | ColumnChange::SetIdentity(..)
        | ColumnChange::DropIdentity { .. } => {}
    }
}

/// A type as it is written, which may be an enum or a domain of the schema.
fn named(schema: &Schema, text: &str) -> Type {
    let ty = Postgres.parse_type(text);
    let is = |name: &crate::schema::Name| ty == Type::Raw(name.to_string());
    let names = schema.enums.keys().chain(schema.domains.keys());
    names
        .into_iter()
        .find(|name| is(name))
        .map_or_else(|| ty.clone(), |name| Type::Named(name.clone()))
}

/// What is done to the rows when a column is added.
pub(super) fn work_of_adding(scene: &Scene<'_>, definition: &Definition) -> Work {
    let column = &definition.column;
    let stored = column.generated.as_ref().is_some_and(|generated| generated.stored);
    if column.identity.is_some() || stored || is_volatile_default(scene.schema, column) {
        return Work::Rewrite;
    }
    let of = |constraint: &Constraint| match constraint {
        Constraint::Unique(_) | Constraint::PrimaryKey(_) | Constraint::Exclude(_) => Work::Index,
        Constraint::Check(check) if !check.not_valid => Work::Scan,
        // Every row refers to the one that the default names.
        Constraint::ForeignKey(_) if column.default.is_some() => Work::Scan,
        Constraint::Check(_)
        | Constraint::ForeignKey(_)
        | Constraint::UsingIndex { .. }
        | Constraint::NotNull { .. } => Work::Brief,
    };
    definition.constraints.iter().map(of).max().unwrap_or(Work::Brief)
}

/// Whether rows that are there would each get a value of their own, or must be checked against a domain's rules.
pub(in crate::dialect::postgres) fn is_volatile_default(schema: &Schema, column: &Column) -> bool {
    let has_rules = |ty: &Type| match ty {
        Type::Named(name) => schema
            .domains
            .get(name)
            .is_some_and(|domain| !domain.checks.is_empty() || !domain.nullable),
        _ => false,
    };
    has_rules(&column.ty) || column.default.as_ref().is_some_and(|default| is_volatile(&default.0))
}

/// Whether an expression may give each row another value. What is not known may.
pub(super) fn is_volatile(expr: &str) -> bool {
    const STABLE: [&str; 24] = [
        "now",
        "transaction_timestamp",
        "statement_timestamp",
        "current_date",
        "current_timestamp",
        "current_time",
        "localtimestamp",
        "localtime",
        "lower",
        "upper",
        "coalesce",
        "concat",
        "to_char",
        "date_trunc",
        "timezone",
        "jsonb_build_object",
        "jsonb_build_array",
        "to_jsonb",
        "array",
        "md5",
        "length",
        "current_setting",
        "make_interval",
        "extract",
    ];
    let tokens = text::tokens(expr);
    tokens.iter().enumerate().any(|(at, token)| {
        let name = token.identifier().map(|name| name.to_lowercase());
        name.is_some_and(|name| {
            text::is_call(&tokens, at)
                && !STABLE.contains(&name.as_str())
                && !is_type_word(&tokens, at)
        })
    })
}

/// Whether a word before a parenthesis is a type's, as in `'1'::numeric(10, 2)`.
fn is_type_word(tokens: &[text::Token<'_>], at: usize) -> bool {
    text::before(tokens, at).is_some_and(|(_, token)| {
        token.text == "::" || token.text == ":" || token.is("as") || token.is("character")
    })
}

/// What is done to the rows when a column stops to allow NULL.
pub(super) fn work_of_closing(table: &Table, column: &str) -> Work {
    let is_closed = table.column(column).is_some_and(|column| !column.nullable);
    if is_closed || is_proven(table, column) { Work::Brief } else { Work::Scan }
}

/// Whether a valid check says that there is no NULL in the column.
fn is_proven(table: &Table, column: &str) -> bool {
    let quoted = Postgres.quote(column);
    let says = |part: &str| {
        let part = part.trim().trim_start_matches('(').trim_end_matches(')').trim();
        let subject = part.strip_suffix("IS NOT NULL").map(str::trim);
        subject.is_some_and(|subject| subject == column || subject == quoted)
    };
    table
        .checks
        .iter()
        .filter(|check| !check.not_valid && !check.expr.0.contains(" OR "))
        .any(|check| check.expr.0.split(" AND ").any(says))
}

/// Whether a column that an index holds may be NULL.
pub(super) fn index_has_null(table: &Table, index: &str) -> bool {
    let index = table.indexes.iter().find(|other| other.name == index);
    index.into_iter().flat_map(|index| &index.parts).any(|part| match &part.key {
        IndexKey::Column(name) => work_of_closing(table, name) != Work::Brief,
        IndexKey::Expr(_) => true,
    })
}

/// What becomes of the rows when the column takes another type.
pub(super) fn fate(
    scene: &Scene<'_>,
    table: &Table,
    name: &str,
    change: &ColumnChange<'_>,
) -> Fate {
    let ColumnChange::Type { text, collation, using } = change else { return Fate::Free };
    let Some(column) = table.column(name) else { return Fate::Rewritten };
    let next = named(scene.schema, text);
    let converts = using.as_deref().is_some_and(|using| !is_cast(using, name));
    let utc = scene
        .setting("timezone")
        .is_some_and(|zone| ["utc", "gmt", "etc/utc"].contains(&zone.to_lowercase().as_str()));
    if converts || !is_kept(scene.schema, &column.ty, &next, utc) {
        return Fate::Rewritten;
    }
    let holds = |part: &crate::schema::IndexPart| match &part.key {
        IndexKey::Column(column) => column == name,
        IndexKey::Expr(expr) => text::mentions(&expr.0, name),
    };
    let is_indexed = table.indexes.iter().any(|index| index.parts.iter().any(holds))
        || table.primary_key.iter().any(|key| key.columns.iter().any(|column| column == name))
        || table.uniques.iter().any(|key| key.columns.iter().any(|column| column == name));
    if *collation != column.collation && is_indexed {
        return Fate::Reindexed;
    }
    let is_checked =
        column.ty != next && table.checks.iter().any(|check| text::mentions(&check.expr.0, name));
    if is_checked { Fate::Rechecked } else { Fate::Free }
}

/// Whether a `USING` only says the column, or casts it.
fn is_cast(using: &str, name: &str) -> bool {
    let tokens = text::tokens(using);
    let mut words = tokens
        .iter()
        .filter(|token| !matches!(token.kind, text::Kind::Space | text::Kind::Comment));
    words.next().and_then(text::Token::identifier).is_some_and(|word| word == name)
        && words.next().is_none_or(|token| token.text.starts_with(':'))
}

fn is_moment(ty: &Type) -> bool {
    matches!(ty, Type::Timestamp | Type::TimestampTz)
        || matches!(ty, Type::Raw(words) if words.starts_with("timestamp"))
}

/// Whether values of one type are stored as those of the other, so that nothing is written.
fn is_kept(schema: &Schema, previous: &Type, next: &Type, utc: bool) -> bool {
    use Type::{Array, Decimal, Raw, Text, Timestamp, TimestampTz, Varchar};
    let unlimited = |ty: &Type| matches!(ty, Raw(words) if words == "character varying");
    match (previous, next) {
        _ if previous == next => true,
        (Varchar(length), Varchar(longer)) => longer >= length,
        (Varchar(_), next) if *next == Text || unlimited(next) => true,
        (Text, next) if unlimited(next) => true,
        (previous, Text) if unlimited(previous) => true,
        (Decimal(Some(_)), Decimal(None)) => true,
        (Decimal(Some((digits, scale))), Decimal(Some((more, same)))) => {
            more >= digits && same == scale
        }
        (Timestamp, TimestampTz) | (TimestampTz, Timestamp) => utc,
        // A domain without rules is the type below it.
        (previous, Type::Named(name)) => schema.domains.get(name).is_some_and(|domain| {
            domain.checks.is_empty()
                && domain.nullable
                && is_kept(schema, previous, &domain.ty, utc)
        }),
        (Type::Named(name), next) => {
            schema.domains.get(name).is_some_and(|domain| is_kept(schema, &domain.ty, next, utc))
        }
        (Array(previous), Array(next)) => {
            matches!((previous.as_ref(), next.as_ref()), (Varchar(_), Text))
        }
        (Raw(previous), Raw(next)) => is_wider(previous, next),
        _ => false,
    }
}

/// Whether two of the server's own words are one type, of which the second allows more.
fn is_wider(previous: &str, next: &str) -> bool {
    const KINDS: [&str; 6] = [
        "bit varying",
        "interval",
        "time",
        "timestamp",
        "timestamp with time zone",
        "time with time zone",
    ];
    let parts = |words: &str| {
        let (head, rest) = words.split_once('(')?;
        let (bound, tail) = rest.split_once(')')?;
        Some((format!("{}{}", head.trim(), tail), bound.trim().parse::<u32>().ok()?))
    };
    match (parts(previous), parts(next)) {
        (Some((kind, least)), Some((same, most))) => {
            kind == same && most >= least && KINDS.iter().any(|known| kind.starts_with(known))
        }
        (Some((kind, _)), None) => {
            kind == next && KINDS.iter().any(|known| kind.starts_with(known))
        }
        _ => previous == "cidr" && next == "inet",
    }
}
