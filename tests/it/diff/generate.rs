//! Random schemas: small values that shrink well, and what they stand for. Names are few, so that two of them overlap.

mod handmade;
mod key;
mod table;

use migrate::dialect::Dialect;
use migrate::diff::Hints;
use migrate::schema::{Enum, Name, Schema, Type};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;

/// How many tables and how many columns beside the key there are at most.
const TABLES: usize = 4;
const COLUMNS: usize = 5;

/// A schema in small.
#[derive(Debug, Clone)]
pub(super) struct Spec {
    tables: Vec<Option<TableSpec>>,
    /// The values of the one enum, as a choice among some lists; whether it has a comment and another name.
    mood: usize,
    mood_comment: bool,
    mood_renamed: bool,
    /// What of the views and triggers there is.
    handmade: Vec<bool>,
}

#[derive(Debug, Clone)]
struct TableSpec {
    columns: Vec<Option<ColumnSpec>>,
    /// None, the id, the id numbered, a pair.
    key: u8,
    unique: Option<(usize, usize, u8)>,
    check: Option<(usize, u8)>,
    index: Option<IndexSpec>,
    foreign: Option<(usize, usize, u8)>,
    /// A pair of columns that another table's such pair, or the same one, refers to.
    pair: Option<PairSpec>,
    exclude: Option<(usize, u8)>,
    comment: Option<u8>,
    option: u8,
    /// Whether it lives in a namespace, where there are such, and whether it has its other name.
    far: bool,
    renamed: bool,
}

#[derive(Debug, Clone)]
struct ColumnSpec {
    ty: u8,
    nullable: bool,
    default: Option<u8>,
    generated: Option<u8>,
    identity: Option<u8>,
    collation: Option<u8>,
    comment: Option<u8>,
    unique: bool,
    index: bool,
    renamed: bool,
}

#[derive(Debug, Clone)]
struct IndexSpec {
    columns: (usize, usize),
    unique: bool,
    descending: bool,
    nulls_first: Option<bool>,
    expression: bool,
    include: Option<usize>,
    predicate: Option<u8>,
    method: bool,
    comment: bool,
}

#[derive(Debug, Clone)]
struct PairSpec {
    to: Option<(usize, u8)>,
    match_full: bool,
    deferred: bool,
}

/// Which of a pair of schemas a spec stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The first: nothing has its other name, and there are things made by hand.
    Previous,
    /// The second, as models say it.
    Next,
}

/// Any schema in small.
pub(super) fn spec() -> impl Strategy<Value = Spec> {
    let rarely = || prop::bool::weighted(0.15);
    (
        vec(option::weighted(0.8, table()), TABLES),
        0..MOODS.len(),
        rarely(),
        rarely(),
        vec(any::<bool>(), 4),
    )
        .prop_map(|(tables, mood, mood_comment, mood_renamed, handmade)| Spec {
            tables,
            mood,
            mood_comment,
            mood_renamed,
            handmade,
        })
}

fn table() -> impl Strategy<Value = TableSpec> {
    let at = || 0..COLUMNS;
    let rarely = || prop::bool::weighted(0.15);
    let keys = (
        0u8..4,
        option::of((at(), at(), 0u8..8)),
        option::of((at(), 0u8..4)),
        option::of(index()),
        option::of((at(), 0..TABLES, 0u8..6)),
        option::weighted(0.4, pair()),
        option::weighted(0.1, (at(), 0u8..3)),
    );
    let rest = (option::of(0u8..2), 0u8..6, rarely(), rarely());
    (vec(option::weighted(0.7, column()), COLUMNS), keys, rest).prop_map(
        |(
            columns,
            (key, unique, check, index, foreign, pair, exclude),
            (comment, option, far, renamed),
        )| TableSpec {
            columns,
            key,
            unique,
            check,
            index,
            foreign,
            pair,
            exclude,
            comment,
            option,
            far,
            renamed,
        },
    )
}

fn pair() -> impl Strategy<Value = PairSpec> {
    (option::of((0..TABLES, 0u8..5)), any::<bool>(), any::<bool>())
        .prop_map(|(to, match_full, deferred)| PairSpec { to, match_full, deferred })
}

fn column() -> impl Strategy<Value = ColumnSpec> {
    let flag = || prop::bool::weighted(0.2);
    let said = (
        0u8..12,
        any::<bool>(),
        option::of(0u8..3),
        option::weighted(0.15, 0u8..4),
        option::weighted(0.15, 0u8..3),
        option::weighted(0.2, 0u8..2),
    );
    (said, option::of(0u8..2), flag(), flag(), prop::bool::weighted(0.1)).prop_map(
        |(
            (ty, nullable, default, generated, identity, collation),
            comment,
            unique,
            index,
            renamed,
        )| ColumnSpec {
            ty,
            nullable,
            default,
            generated,
            identity,
            collation,
            comment,
            unique,
            index,
            renamed,
        },
    )
}

fn index() -> impl Strategy<Value = IndexSpec> {
    let flag = || prop::bool::weighted(0.25);
    (
        (0..COLUMNS, 0..COLUMNS),
        any::<bool>(),
        any::<bool>(),
        option::of(any::<bool>()),
        any::<bool>(),
        option::weighted(0.3, 0..COLUMNS),
        option::of(0u8..3),
        flag(),
        flag(),
    )
        .prop_map(
            |(
                columns,
                unique,
                descending,
                nulls_first,
                expression,
                include,
                predicate,
                method,
                comment,
            )| IndexSpec {
                columns,
                unique,
                descending,
                nulls_first,
                expression,
                include,
                predicate,
                method,
                comment,
            },
        )
}

const MOODS: [&[&str]; 7] = [
    &["happy", "sad"],
    &["happy", "calm", "sad"],
    &["sad", "happy"],
    &["happy"],
    &["it's", "sad", "happy"],
    &["happy", "sad", "calm"],
    &["calm"],
];

/// What the enum is called.
fn mood_name(spec: &Spec, side: Side) -> Name {
    let is_renamed = spec.mood_renamed && side == Side::Next;
    Name::new(if is_renamed { "feeling" } else { "mood" })
}

/// The portable schema that `spec` stands for on that side of a pair.
pub(super) fn schema(spec: &Spec, dialect: &dyn Dialect, side: Side) -> Schema {
    let mut schema = Schema::default();
    for (at, of) in spec.tables.iter().enumerate() {
        if let Some(of) = of {
            let table = table::build(at, of, spec, dialect, side);
            schema.tables.insert(table.name.clone(), table);
        }
    }
    let name = mood_name(spec, side);
    let uses_mood = schema
        .tables
        .values()
        .flat_map(|table| &table.columns)
        .any(|column| *column.ty.element() == Type::Named(name.clone()));
    if uses_mood {
        let values = MOODS[spec.mood].iter().map(|value| (*value).to_owned()).collect();
        let comment = spec.mood_comment.then(|| "how it's".to_owned());
        schema.enums.insert(name.clone(), Enum { name, values, comment });
    }
    if side == Side::Previous {
        handmade::views(spec, dialect, &mut schema);
        handmade::triggers(spec, dialect, &mut schema);
    }
    schema
}

/// What a person says about the way from one to the other: that whatever has its other name was renamed.
pub(super) fn hints(previous: &Spec, next: &Spec, dialect: &dyn Dialect) -> Hints {
    // every other rename there is by chance
    let mut hints = Hints { drop_and_add: true, ..Hints::default() };
    for (at, pair) in previous.tables.iter().zip(&next.tables).enumerate() {
        let (Some(before), Some(after)) = pair else { continue };
        let old = table::name(at, before, dialect, Side::Previous);
        let new = table::name(at, after, dialect, Side::Next);
        if old != new && (after.renamed || after.far != before.far) {
            hints.tables.insert(new.clone(), old);
        }
        for (at, pair) in before.columns.iter().zip(&after.columns).enumerate() {
            if let (Some(_), Some(column)) = pair
                && column.renamed
            {
                let old = table::column_name(at, false);
                hints.columns.insert((new.clone(), table::column_name(at, true)), old);
            }
        }
    }
    if next.mood_renamed {
        hints.enums.insert(mood_name(next, Side::Next), mood_name(previous, Side::Previous));
    }
    hints
}
