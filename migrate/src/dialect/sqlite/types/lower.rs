//! A portable schema in SQLite's terms. What SQLite lacks is dropped only where the rows that it lets in stay the same
//! (comments, storage parameters, when a unique key is checked); what would change them stays, and the DDL refuses it.

use std::collections::BTreeMap;

use super::physical;
use crate::dialect::{Dialect, sqlite::Sqlite};
use crate::schema::{
    Action, Check, Column, Deferrable, Domain, Enum, Expr, ForeignKey, Identity, IdentityKind,
    Index, Name, Schema, SequenceOptions, Table, Type, name,
};

/// The physical schema that stands for `portable`.
pub(in crate::dialect::sqlite) fn lower(portable: &Schema) -> Schema {
    let mut schema = portable.clone();
    schema.extensions.clear();
    schema.sequences.clear();
    let enums = std::mem::take(&mut schema.enums);
    let domains = std::mem::take(&mut schema.domains);
    for table in schema.tables.values_mut() {
        lower_table(table, &enums, &domains);
    }
    for view in schema.views.values_mut() {
        view.comment = None;
    }
    schema
}

fn lower_table(table: &mut Table, enums: &BTreeMap<Name, Enum>, domains: &BTreeMap<Name, Domain>) {
    table.comment = None;
    table.options.unlogged = false;
    table.options.partition_by = None;
    table.options.with.clear();
    for at in 0..table.columns.len() {
        lower_column(table, at, enums, domains);
    }
    lower_keys(table);
    for at in 0..table.foreign_keys.len() {
        lower_foreign_key(table, at);
    }
    for check in &mut table.checks {
        check.not_valid = false;
        check.no_inherit = false;
    }
    table.indexes.iter_mut().for_each(lower_index);
}

/// The column at that place: its type, and what of an enum or domain becomes checks of the table.
fn lower_column(
    table: &mut Table,
    at: usize,
    enums: &BTreeMap<Name, Enum>,
    domains: &BTreeMap<Name, Domain>,
) {
    let strict = table.options.strict;
    let key = table.primary_key.as_ref().map_or(&[][..], |key| &key.columns);
    let Some(column) = table.columns.get_mut(at) else { return };
    let alone = matches!(key, [only] if *only == column.name);
    column.nullable &= !key.contains(&column.name);
    column.comment = None;
    column.collation = column.collation.take().map(collation).filter(|name| name != "BINARY");
    let mut checks = Vec::new();
    if let Type::Named(name) = column.ty.clone() {
        if let Some(made) = enums.get(&name) {
            checks.push(values_check(&table.name, column, made));
            column.ty = Type::Text;
        } else if let Some(domain) = domains.get(&name) {
            checks.extend(inline_domain(&table.name, column, domain));
        }
    }
    let (is_decimal, ty) =
        (matches!(column.ty, Type::Decimal(_)), Type::Raw(physical(&column.ty, strict)));
    if is_decimal && ty == Type::Raw("TEXT".to_owned()) {
        column.default = column.default.take().map(digits);
    }
    column.ty = ty;
    // Only the rowid itself can be numbered.
    let is_rowid = alone && column.ty == Type::Raw("INTEGER".to_owned());
    let numbered = is_rowid && !table.options.without_rowid;
    column.identity = column.identity.take().filter(|_| numbered).map(|_| Identity {
        kind: IdentityKind::ByDefault,
        options: SequenceOptions::default(),
        sequence: None,
    });
    table.checks.extend(checks);
}

/// A number as text: a column of text that a number is put into gets what a binary fraction leaves of it.
fn digits(default: Expr) -> Expr {
    let number = default.0.strip_prefix('-').unwrap_or(&default.0);
    let is_number = number.starts_with(|first: char| first.is_ascii_digit())
        && number.chars().all(|digit| digit.is_ascii_digit() || digit == '.');
    if is_number { Expr(Sqlite.literal(&default.0)) } else { default }
}

/// A collation in its one spelling; the order of bytes has other names elsewhere.
fn collation(name: String) -> String {
    match name.to_ascii_uppercase() {
        bytes if bytes == "C" || bytes == "POSIX" => "BINARY".to_owned(),
        name => name,
    }
}

/// `"column" IN ('a', 'b')`.
fn values_check(table: &Name, column: &Column, made: &Enum) -> Check {
    let values: Vec<String> = made.values.iter().map(|value| Sqlite.literal(value)).collect();
    Check {
        name: Some(name::check(&table.name, &column.name)),
        expr: Expr(format!("{} IN ({})", Sqlite.quote(&column.name), values.join(", "))),
        not_valid: false,
        no_inherit: false,
    }
}

/// Gives the column what its domain says, and returns the domain's checks as checks on it.
fn inline_domain(table: &Name, column: &mut Column, domain: &Domain) -> Vec<Check> {
    column.ty = domain.ty.clone();
    column.nullable &= domain.nullable;
    column.default = column.default.take().or_else(|| domain.default.clone());
    let numbered = domain.checks.iter().enumerate().map(|(at, check)| {
        let what =
            if at == 0 { column.name.clone() } else { format!("{}_{}", column.name, at + 1) };
        Check {
            name: Some(name::check(&table.name, &what)),
            expr: Expr(crate::op::text::replace(&check.expr.0, "value", &column.name, |_, _| true)),
            not_valid: false,
            no_inherit: false,
        }
    });
    numbered.collect()
}

/// Keys: no options that only say when or how fast they are checked. The primary key that is the rowid has no name,
/// since SQLite has no index for it that could bear one.
fn lower_keys(table: &mut Table) {
    if let Some(key) = &mut table.primary_key {
        key.include.clear();
        key.deferrable = None;
        let rowid = match key.columns.as_slice() {
            [only] => table
                .columns
                .iter()
                .any(|c| c.name == *only && c.ty == Type::Raw("INTEGER".to_owned())),
            _ => false,
        };
        if rowid && !table.options.without_rowid {
            key.name = None;
        }
    }
    for unique in &mut table.uniques {
        unique.include.clear();
        unique.deferrable = None;
    }
}

/// The foreign key at that place. SQLite reads `MATCH FULL` and does not do it, so a check does: all or none.
fn lower_foreign_key(table: &mut Table, at: usize) {
    let Some(key) = table.foreign_keys.get_mut(at) else { return };
    key.not_valid = false;
    // Not deferrable is what both of these say on SQLite.
    key.deferrable = key.deferrable.filter(|when| *when == Deferrable::Deferred);
    let columns = key.columns.clone();
    key.on_delete = whole(key.on_delete.clone(), &columns);
    key.on_update = whole(key.on_update.clone(), &columns);
    if !std::mem::take(&mut key.match_full) || columns.len() < 2 {
        return;
    }
    let check = all_or_none(&table.name, key);
    table.checks.push(check);
}

/// An action on all columns of the key needs no list of them.
fn whole(action: Action, columns: &[String]) -> Action {
    let is_all = |named: &[String]| columns.iter().all(|column| named.contains(column));
    match action {
        Action::SetNull(named) if is_all(&named) => Action::SetNull(Vec::new()),
        Action::SetDefault(named) if is_all(&named) => Action::SetDefault(Vec::new()),
        Action::NoAction
        | Action::Restrict
        | Action::Cascade
        | Action::SetNull(_)
        | Action::SetDefault(_) => action,
    }
}

fn all_or_none(table: &Name, key: &ForeignKey) -> Check {
    let (first, rest) =
        key.columns.split_first().map_or(("", &[][..]), |(first, rest)| (first.as_str(), rest));
    let is_null = |column: &str| format!("({} IS NULL)", Sqlite.quote(column));
    let pairs: Vec<String> =
        rest.iter().map(|column| format!("{} = {}", is_null(first), is_null(column))).collect();
    Check {
        name: Some(name::check(&table.name, &format!("{}_full", key.columns.join("_")))),
        expr: Expr(pairs.join(" AND ")),
        not_valid: false,
        no_inherit: false,
    }
}

/// An index: the same rows are found without its method, operator classes, storage and further columns.
fn lower_index(index: &mut Index) {
    index.method = None;
    index.include.clear();
    index.with.clear();
    index.comment = None;
    for part in &mut index.parts {
        part.nulls_first = None;
        part.opclass = None;
        part.collation = part.collation.take().map(collation);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{IndexKey, IndexPart, PrimaryKey, Unique};

    fn portable(columns: Vec<Column>, key: &[&str]) -> Schema {
        let primary_key = (!key.is_empty()).then(|| PrimaryKey {
            name: Some("pk_t".to_owned()),
            columns: key.iter().map(|name| (*name).to_owned()).collect(),
            include: Vec::new(),
            deferrable: Some(Deferrable::Deferred),
            orders: Vec::new(),
            on_conflict: None,
        });
        let table = Table { name: Name::new("t"), columns, primary_key, ..Table::default() };
        Schema { tables: [(Name::new("t"), table)].into(), ..Schema::default() }
    }

    fn lowered(schema: &Schema) -> Table {
        lower(schema).tables.remove(&Name::new("t")).expect("the table stays")
    }

    fn numbered(name: &str) -> Column {
        let kind = IdentityKind::Always;
        let options = SequenceOptions { start: Some(5), ..SequenceOptions::default() };
        let identity = Some(Identity { kind, options, sequence: Some(Name::new("s")) });
        Column { identity, nullable: true, ..Column::new(name, Type::BigInt) }
    }

    #[test]
    fn only_a_lone_integer_key_is_numbered_and_nameless() {
        let t = lowered(&portable(vec![numbered("id")], &["id"]));
        let identity = t.columns[0].identity.as_ref().expect("it stays numbered");
        assert_eq!((identity.kind, &identity.sequence), (IdentityKind::ByDefault, &None));
        assert!(!t.columns[0].nullable, "a key is never NULL");
        assert_eq!(t.primary_key.and_then(|key| key.name), None);

        let both = portable(vec![numbered("id"), Column::new("b", Type::Text)], &["id", "b"]);
        let t = lowered(&both);
        assert_eq!(t.columns[0].identity, None);
        let key = t.primary_key.expect("the key stays");
        assert_eq!((key.name.as_deref(), key.deferrable), (Some("pk_t"), None));
    }

    #[test]
    fn an_enum_becomes_text_and_a_check() {
        let named = Type::Named(Name::new("mood"));
        let mut schema = portable(vec![Column::new("how", named)], &[]);
        let values = vec!["sad".to_owned(), "it's".to_owned()];
        let made = Enum { name: Name::new("mood"), values, comment: None };
        schema.enums.insert(made.name.clone(), made);
        assert!(lower(&schema).enums.is_empty());
        let t = lowered(&schema);
        assert_eq!(t.columns[0].ty, Type::Raw("TEXT".to_owned()));
        assert_eq!(t.checks[0].name.as_deref(), Some("ck_t_how"));
        assert_eq!(t.checks[0].expr.0, "\"how\" IN ('sad', 'it''s')");
    }

    #[test]
    fn a_domain_becomes_what_it_stands_for() {
        let named = Type::Named(Name::new("age"));
        let mut schema =
            portable(vec![Column { nullable: true, ..Column::new("years", named) }], &[]);
        let check = |expr: &str| Check {
            name: None,
            expr: Expr(expr.to_owned()),
            not_valid: false,
            no_inherit: false,
        };
        let domain = Domain {
            name: Name::new("age"),
            ty: Type::SmallInt,
            nullable: false,
            default: Some(Expr("1".to_owned())),
            collation: None,
            checks: vec![check("VALUE > 0"), check("VALUE < 150")],
        };
        schema.domains.insert(domain.name.clone(), domain);
        let t = lowered(&schema);
        let column = &t.columns[0];
        assert_eq!(
            (column.nullable, column.default.as_ref()),
            (false, Some(&Expr("1".to_owned())))
        );
        assert_eq!(column.ty, Type::Raw("INTEGER".to_owned()));
        let checks: Vec<_> =
            t.checks.iter().map(|check| (check.name.as_deref(), check.expr.0.as_str())).collect();
        let expected = [(Some("ck_t_years"), "years > 0"), (Some("ck_t_years_2"), "years < 150")];
        assert_eq!(checks, expected);
    }

    #[test]
    fn what_only_says_when_or_how_fast_goes_and_what_lets_in_other_rows_stays() {
        let mut schema =
            portable(vec![Column::new("a", Type::Text), Column::new("b", Type::Text)], &[]);
        let table = schema.tables.values_mut().next().expect("there is one");
        let both = vec!["a".to_owned(), "b".to_owned()];
        table.comment = Some("people".to_owned());
        table.uniques.push(Unique {
            name: Some("uq".to_owned()),
            columns: vec!["a".to_owned()],
            nulls_not_distinct: true,
            include: vec!["b".to_owned()],
            deferrable: Some(Deferrable::Deferred),
            orders: Vec::new(),
            on_conflict: None,
        });
        table.foreign_keys.push(ForeignKey {
            name: None,
            columns: both.clone(),
            table: Name::new("p"),
            references: both.clone(),
            on_delete: Action::SetNull(both),
            on_update: Action::SetDefault(vec!["a".to_owned()]),
            match_full: true,
            deferrable: Some(Deferrable::Deferred),
            not_valid: true,
        });
        let part = IndexPart {
            key: IndexKey::Column("a".to_owned()),
            descending: true,
            nulls_first: Some(true),
            collation: Some("NOCASE".to_owned()),
            opclass: Some("text_pattern_ops".to_owned()),
        };
        table.indexes.push(Index {
            name: "ix".to_owned(),
            parts: vec![part],
            unique: true,
            nulls_not_distinct: true,
            method: Some("hash".to_owned()),
            include: vec!["b".to_owned()],
            predicate: None,
            with: [("fillfactor".to_owned(), "70".to_owned())].into(),
            comment: Some("fast".to_owned()),
        });
        let t = lowered(&schema);
        assert_eq!(t.comment, None);
        let unique = &t.uniques[0];
        assert!(
            unique.nulls_not_distinct && unique.include.is_empty() && unique.deferrable.is_none()
        );
        let key = &t.foreign_keys[0];
        assert_eq!(key.on_delete, Action::SetNull(Vec::new()));
        assert_eq!(key.on_update, Action::SetDefault(vec!["a".to_owned()]));
        assert_eq!(
            (key.match_full, key.not_valid, key.deferrable),
            (false, false, Some(Deferrable::Deferred))
        );
        assert_eq!(t.checks[0].expr.0, "(\"a\" IS NULL) = (\"b\" IS NULL)");
        let index = &t.indexes[0];
        assert!(index.unique && index.nulls_not_distinct && index.include.is_empty());
        assert_eq!((&index.method, &index.comment, index.with.len()), (&None, &None, 0));
        let part = &index.parts[0];
        assert!(part.descending && part.opclass.is_none() && part.nulls_first.is_none());
        assert_eq!(part.collation.as_deref(), Some("NOCASE"));
    }

    #[test]
    fn a_physical_schema_is_its_own_lowering() {
        let once = lower(&portable(
            vec![numbered("id"), Column::new("d", Type::Decimal(Some((9, 2))))],
            &["id"],
        ));
        assert_eq!(lower(&once), once);
    }
}
