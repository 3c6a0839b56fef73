//! The keys, checks and indexes of a random table.

use migrate::dialect::Dialect;
use migrate::schema::{
    Action, Check, Column, Deferrable, Expr, ForeignKey, Identity, IdentityKind, Index, IndexKey,
    IndexPart, PrimaryKey, SequenceOptions, Table, Type, Unique, name,
};

use super::table::{PARTITIONED, called, quoted, table_name};
use super::{ForeignSpec, Side, Spec, TableSpec};

pub(super) fn primary(table: &mut Table, of: &TableSpec) {
    let mut columns = vec!["id".to_owned()];
    match of.key {
        0 => return,
        2 => {
            let options = SequenceOptions::default();
            table.columns[0].identity =
                Some(Identity { kind: IdentityKind::ByDefault, options, sequence: None });
        }
        3 => {
            let second = table.columns.iter_mut().skip(1).find(|column| column.generated.is_none());
            if let Some(second) = second {
                second.nullable = false;
                columns.push(second.name.clone());
            }
        }
        _ => {}
    }
    table.primary_key = Some(PrimaryKey {
        name: Some(name::primary_key(&table.name.name)),
        columns,
        include: Vec::new(),
        deferrable: None,
        orders: Vec::new(),
        on_conflict: None,
    });
}

/// The columns that a composite foreign key can refer to, and come from.
pub(super) fn pair(table: &mut Table, of: &TableSpec) {
    if of.pair.is_none() {
        return;
    }
    for column in ["k1", "k2", "r1", "r2"] {
        table.columns.push(Column { nullable: true, ..Column::new(column, Type::BigInt) });
    }
    push_unique(table, vec!["k1".to_owned(), "k2".to_owned()], None, false);
}

/// What the table's own index is called.
pub(super) fn index_name(table: &str, renamed: bool) -> String {
    format!("{}_{table}", if renamed { "Own Index" } else { "ix" })
}

/// The names of those columns of the two that the table has, each once.
fn those(of: &TableSpec, (one, other): (usize, usize), side: Side) -> Vec<String> {
    let mut places = vec![one];
    if one != other {
        places.push(other);
    }
    places.into_iter().filter_map(|at| called(of, at, side)).collect()
}

pub(super) fn uniques(table: &mut Table, of: &TableSpec, dialect: &dyn Dialect, side: Side) {
    let mut wanted: Vec<(Vec<String>, u8)> = of
        .unique
        .map(|(one, other, how)| (those(of, (one, other), side), how))
        .into_iter()
        .collect();
    for (at, column) in of.columns.iter().enumerate() {
        if column.as_ref().is_some_and(|column| column.unique) {
            wanted.push((called(of, at, side).into_iter().collect(), 0));
        }
    }
    wanted.retain(|(columns, _)| !columns.is_empty());
    wanted.sort();
    wanted.dedup_by(|one, other| one.0 == other.0);
    let is_named = dialect.capability().named_constraints;
    for (columns, how) in wanted {
        let deferrable = match how {
            5 => Some(Deferrable::Immediate),
            6 => Some(Deferrable::Deferred),
            _ => None,
        };
        push_unique(table, columns, deferrable, how == 7 && is_named);
    }
}

fn push_unique(
    table: &mut Table,
    columns: Vec<String>,
    deferrable: Option<Deferrable>,
    nulls_not_distinct: bool,
) {
    table.uniques.push(Unique {
        name: Some(name::unique(&table.name.name, &columns)),
        columns,
        nulls_not_distinct,
        include: Vec::new(),
        deferrable,
        orders: Vec::new(),
        on_conflict: None,
    });
}

pub(super) fn checks(table: &mut Table, of: &TableSpec, side: Side) {
    let Some((at, how)) = of.check else { return };
    let name = called(of, at, side).unwrap_or_default();
    let column = quoted(&name);
    let text = match table.column(&name).map(|column| &column.ty) {
        Some(Type::Integer | Type::BigInt) => [
            format!("{column} > 0"),
            format!("{column} IN (1, 2)"),
            format!("{column} <> id"),
            "id > 0".to_owned(),
        ][usize::from(how)]
        .clone(),
        Some(Type::Text | Type::Varchar(_)) => [
            format!("length({column}) > 1"),
            format!("{column} <> 'it''s'"),
            format!("{column} IN ('a', 'b')"),
            "id > 1".to_owned(),
        ][usize::from(how)]
        .clone(),
        _ => "id > 2".to_owned(),
    };
    table.checks.push(Check {
        name: Some(name::check(&table.name.name, ["x", "y"][usize::from(how) % 2])),
        expr: Expr(text),
        not_valid: false,
        no_inherit: false,
    });
}

pub(super) fn indexes(table: &mut Table, of: &TableSpec, dialect: &dyn Dialect, side: Side) {
    for (at, column) in of.columns.iter().enumerate() {
        let wanted = column.as_ref().is_some_and(|column| column.index);
        if let Some(column) = called(of, at, side).filter(|_| wanted) {
            let name = name::index(&table.name.name, std::slice::from_ref(&column));
            table.indexes.push(plain(name, vec![part(IndexKey::Column(column))]));
        }
    }
    let Some(spec) = &of.index else { return };
    let mut parts: Vec<IndexPart> = those(of, spec.columns, side)
        .into_iter()
        .map(|name| IndexPart {
            descending: spec.descending,
            nulls_first: spec.nulls_first.filter(|first| *first != spec.descending),
            ..part(IndexKey::Column(name))
        })
        .collect();
    if spec.expression {
        parts.push(part(IndexKey::Expr(Expr("abs(id)".to_owned()))));
    }
    if parts.is_empty() {
        return;
    }
    let is_hash = spec.method && parts.len() == 1 && !spec.unique;
    if is_hash {
        parts.iter_mut().for_each(|part| (part.descending, part.nulls_first) = (false, None));
    }
    let include = spec.include.filter(|_| !is_hash).and_then(|at| called(of, at, side));
    let has_classes = dialect.capability().operator_classes;
    if let Some(first) = parts.first_mut().filter(|_| has_classes) {
        let is_text = matches!(&first.key, IndexKey::Column(name)
            if table.column(name).is_some_and(|column| matches!(column.ty, Type::Text)));
        match spec.detail {
            1 if is_text && !is_hash => first.opclass = Some("text_pattern_ops".to_owned()),
            2 if is_text => first.collation = Some("C".to_owned()),
            _ => {}
        }
    }
    let with =
        (spec.detail == 3 && has_classes).then(|| ("fillfactor".to_owned(), "70".to_owned()));
    let is_key =
        |name: &String| parts.iter().any(|part| part.key == IndexKey::Column(name.clone()));
    table.indexes.push(Index {
        unique: spec.unique,
        method: is_hash.then(|| "hash".to_owned()),
        include: include.into_iter().filter(|name| !is_key(name)).collect(),
        predicate: spec.predicate.map(|of| {
            Expr(["id > 10", "id IN (1, 2)", "id IS NOT NULL"][usize::from(of)].to_owned())
        }),
        nulls_not_distinct: spec.unique && spec.detail == 4 && has_classes,
        with: with.into_iter().collect(),
        comment: spec.comment.then(|| "it's one".to_owned()),
        ..plain(index_name(&table.name.name, spec.renamed && side == Side::Next), parts)
    });
}

fn part(key: IndexKey) -> IndexPart {
    IndexPart { key, descending: false, nulls_first: None, collation: None, opclass: None }
}

fn plain(name: String, parts: Vec<IndexPart>) -> Index {
    Index {
        name,
        parts,
        unique: false,
        nulls_not_distinct: false,
        method: None,
        include: Vec::new(),
        predicate: None,
        with: Default::default(),
        comment: None,
    }
}

/// A foreign key from a column of the id's type to the id of a table that has it as its key, and one from a pair of
/// columns to the pair of any table.
pub(super) fn foreign(
    table: &mut Table,
    of: &TableSpec,
    spec: &Spec,
    dialect: &dyn Dialect,
    side: Side,
) {
    let is_kept =
        |to: usize| spec.tables[to].as_ref().filter(|to| !(of.option == 1 || to.option == 1));
    if let Some((from, to, how)) = &of.foreign
        && let (from, to) = (*from, *to)
        && let Some(column) = called(of, from, side)
        && let Some(found) = table.column(&column)
        && found.ty == Type::BigInt
        && found.generated.is_none()
        && is_kept(to).is_some_and(|to| matches!(to.key, 1 | 2))
    {
        let nullable = found.nullable;
        let to = table_name(spec, to, dialect, side);
        let key = reference(table, vec![column], (to, &["id"]), how, nullable);
        table.foreign_keys.push(key);
    }
    if let Some(pair) = &of.pair
        && let Some(to) = pair.to
        && to != PARTITIONED
        && is_kept(to).is_some_and(|to| to.pair.is_some())
    {
        let columns = vec!["r1".to_owned(), "r2".to_owned()];
        let to = table_name(spec, to, dialect, side);
        let key = reference(table, columns, (to, &["k1", "k2"]), &pair.how, true);
        table.foreign_keys.push(key);
    }
}

/// The action of that choice; a column that may not be NULL does not become it.
fn action(of: u8, nullable: bool) -> Action {
    match of {
        0 => Action::Cascade,
        1 => Action::Restrict,
        2 if nullable => Action::SetNull(Vec::new()),
        3 => Action::SetDefault(Vec::new()),
        _ => Action::NoAction,
    }
}

fn reference(
    table: &Table,
    columns: Vec<String>,
    (to, references): (migrate::schema::Name, &[&str]),
    how: &ForeignSpec,
    nullable: bool,
) -> ForeignKey {
    ForeignKey {
        name: Some(name::foreign_key(&table.name.name, &columns, &to.name)),
        columns,
        table: to,
        references: references.iter().map(|name| (*name).to_owned()).collect(),
        on_delete: action(how.on_delete, nullable),
        on_update: action(how.on_update, nullable),
        match_full: how.match_full,
        deferrable: how.deferred.then_some(Deferrable::Deferred),
        not_valid: false,
    }
}

/// The names of the constraints that may have others: of the key and of the first of each kind.
fn names(table: &mut Table) -> [Option<&mut Option<String>>; 4] {
    [
        table.primary_key.as_mut().map(|key| &mut key.name),
        table.uniques.first_mut().map(|key| &mut key.name),
        table.foreign_keys.first_mut().map(|key| &mut key.name),
        table.checks.first_mut().map(|check| &mut check.name),
    ]
}

/// Gives the constraints their other names, where they have them.
pub(super) fn rename(table: &mut Table, of: &TableSpec, side: Side) {
    if side == Side::Previous {
        return;
    }
    let own = table.name.name.clone();
    for (at, name) in names(table).into_iter().enumerate() {
        if let Some(name) = name.filter(|_| of.own_names & (1 << at) != 0) {
            *name = Some(format!("Own {at} {own}"));
        }
    }
}

/// The other names of the constraints, with those that they had before.
pub(super) fn own_names(previous: &Table, next: &Table, of: &TableSpec) -> Vec<(String, String)> {
    let (mut previous, mut next) = (previous.clone(), next.clone());
    let pairs = names(&mut next).into_iter().zip(names(&mut previous)).enumerate();
    pairs
        .filter(|(at, _)| of.own_names & (1 << at) != 0)
        .filter_map(|(_, (next, previous))| Some((next?.clone()?, previous?.clone()?)))
        .collect()
}
