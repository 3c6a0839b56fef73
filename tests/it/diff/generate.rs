//! Random schemas: small values that shrink well, and what they stand for. Names are few, so that two of them overlap.

mod handmade;
mod key;
mod object;
mod table;

pub(super) use handmade::by_hand;

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
    /// Whether the first of its values has its other name.
    value_renamed: bool,
    /// What the one domain is, as a choice among some; how the free sequence counts, if there is one.
    domain: u8,
    sequence: Option<u8>,
    extension: bool,
    /// What there is of views, triggers and partitions.
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
    foreign: Option<(usize, usize, ForeignSpec)>,
    /// A pair of columns that another table's such pair, or the same one, refers to.
    pair: Option<PairSpec>,
    exclude: Option<(usize, u8)>,
    comment: Option<u8>,
    option: u8,
    /// Whether it lives in a namespace, where there are such, and whether it has its other name.
    far: bool,
    renamed: bool,
    /// Which of its constraints have their other names, as bits, and whether a person says so.
    own_names: u8,
    own_names_said: bool,
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
    /// Whether a person says what rows hold that have nothing yet.
    backfill: bool,
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
    renamed: bool,
    /// What else it says: an operator class, a collation, storage, that two NULLs are one.
    detail: u8,
}

#[derive(Debug, Clone)]
struct PairSpec {
    to: Option<usize>,
    how: ForeignSpec,
}

/// What a foreign key does when the row that it refers to goes or changes, as choices among the actions.
#[derive(Debug, Clone)]
struct ForeignSpec {
    on_delete: u8,
    on_update: u8,
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
        rarely(),
        (0u8..object::DOMAINS, option::of(0u8..object::SEQUENCES), prop::bool::weighted(0.05)),
        vec(any::<bool>(), 6),
    )
        .prop_map(|(tables, mood, comment, renamed, value_renamed, objects, handmade)| Spec {
            tables,
            mood,
            mood_comment: comment,
            mood_renamed: renamed,
            value_renamed,
            domain: objects.0,
            sequence: objects.1,
            extension: objects.2,
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
        option::of((at(), 0..TABLES, foreign())),
        option::weighted(0.4, pair()),
        option::weighted(0.1, (at(), 0u8..3)),
    );
    let own_names = option::weighted(0.3, 1u8..16).prop_map(Option::unwrap_or_default);
    let rest = (option::of(0u8..2), 0u8..6, rarely(), rarely(), own_names, any::<bool>());
    (vec(option::weighted(0.7, column()), COLUMNS), keys, rest).prop_map(
        |(
            columns,
            (key, unique, check, index, foreign, pair, exclude),
            (comment, option, far, renamed, own_names, own_names_said),
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
            own_names,
            own_names_said,
        },
    )
}

fn pair() -> impl Strategy<Value = PairSpec> {
    (option::of(0..TABLES), foreign()).prop_map(|(to, how)| PairSpec { to, how })
}

fn foreign() -> impl Strategy<Value = ForeignSpec> {
    (0u8..6, 0u8..6, any::<bool>(), prop::bool::weighted(0.3)).prop_map(
        |(on_delete, on_update, match_full, deferred)| ForeignSpec {
            on_delete,
            on_update,
            match_full,
            deferred,
        },
    )
}

fn column() -> impl Strategy<Value = ColumnSpec> {
    let flag = || prop::bool::weighted(0.2);
    let said = (
        0u8..21,
        any::<bool>(),
        option::of(0u8..3),
        option::weighted(0.15, 0u8..4),
        option::weighted(0.15, 0u8..3),
        option::weighted(0.2, 0u8..2),
    );
    let rarely = || prop::bool::weighted(0.1);
    (said, option::of(0u8..2), flag(), flag(), rarely(), flag()).prop_map(
        |(
            (ty, nullable, default, generated, identity, collation),
            comment,
            unique,
            index,
            renamed,
            backfill,
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
            backfill,
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
        (flag(), flag(), 0u8..9),
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
                (comment, renamed, detail),
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
                renamed,
                detail,
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

/// The enum's values.
fn mood_values(spec: &Spec, side: Side) -> Vec<String> {
    let mut values: Vec<String> =
        MOODS[spec.mood].iter().map(|value| (*value).to_owned()).collect();
    if spec.value_renamed && side == Side::Next {
        values[0] += "ish";
    }
    values
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
        let values = mood_values(spec, side);
        let comment = spec.mood_comment.then(|| "how it's".to_owned());
        schema.enums.insert(name.clone(), Enum { name, values, comment });
    }
    object::add(spec, dialect, &mut schema);
    if side == Side::Previous {
        handmade::views(spec, dialect, &mut schema);
        handmade::triggers(spec, dialect, &mut schema);
        handmade::partitioned(spec, dialect, &mut schema);
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
            hints.tables.insert(new.clone(), old.clone());
        }
        for (at, pair) in before.columns.iter().zip(&after.columns).enumerate() {
            if let (Some(_), Some(column)) = pair
                && column.renamed
            {
                let old = table::column_name(at, false);
                hints.columns.insert((new.clone(), table::column_name(at, true)), old);
            }
        }
        if let (Some(_), Some(IndexSpec { renamed: true, .. })) = (&before.index, &after.index) {
            let names = (key::index_name(&new.name, true), key::index_name(&old.name, false));
            hints.constraints.insert((new, names.0), names.1);
        }
    }
    for (at, of) in next.tables.iter().enumerate() {
        let Some(of) = of else { continue };
        let table = table::build(at, of, next, dialect, Side::Next);
        if let Some(before) = previous.tables[at].as_ref().filter(|_| of.own_names_said) {
            let before = table::build(at, before, previous, dialect, Side::Previous);
            for (name, old) in key::own_names(&before, &table, of) {
                hints.constraints.insert((table.name.clone(), name), old);
            }
        }
        for (name, expr) in table::backfills(&table, of, next) {
            hints.backfills.insert((table.name.clone(), name), expr);
        }
    }
    let (value, called) =
        (&mood_values(previous, Side::Previous), &mood_values(next, Side::Next)[0]);
    let renamed = value.iter().find(|value| **called == format!("{value}ish"));
    if let Some(value) = renamed {
        let key = (mood_name(next, Side::Next), called.clone());
        hints.enum_values.insert(key, value.clone());
    }
    if next.mood_renamed {
        hints.enums.insert(mood_name(next, Side::Next), mood_name(previous, Side::Previous));
    }
    hints
}
