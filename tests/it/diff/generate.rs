//! Random schemas: small values that shrink well, and what they stand for. Names are few, so that two of them overlap.

use migrate::schema::{
    Action, Check, Column, Deferrable, Enum, Expr, ForeignKey, Function, Generated, Identity,
    IdentityKind, Index, IndexKey, IndexPart, Name, PrimaryKey, Schema, SequenceOptions, Table,
    Trigger, Type, Unique, View, name,
};
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
    /// The values of the one enum, as a choice among some lists.
    mood: usize,
    /// What of the views and triggers there is.
    handmade: Vec<bool>,
}

#[derive(Debug, Clone)]
struct TableSpec {
    columns: Vec<Option<ColumnSpec>>,
    /// None, the id, the id numbered, a pair.
    key: u8,
    unique: Option<(usize, usize)>,
    check: Option<(usize, u8)>,
    index: Option<IndexSpec>,
    foreign: Option<(usize, usize, u8)>,
    comment: Option<u8>,
    option: u8,
}

#[derive(Debug, Clone)]
struct ColumnSpec {
    ty: u8,
    nullable: bool,
    default: Option<u8>,
    generated: Option<u8>,
    comment: Option<u8>,
    unique: bool,
    index: bool,
}

#[derive(Debug, Clone)]
struct IndexSpec {
    columns: (usize, usize),
    unique: bool,
    descending: bool,
    expression: bool,
    predicate: Option<u8>,
}

/// Any schema in small.
pub(super) fn spec() -> impl Strategy<Value = Spec> {
    (vec(option::weighted(0.8, table()), TABLES), 0..MOODS.len(), vec(any::<bool>(), 4))
        .prop_map(|(tables, mood, handmade)| Spec { tables, mood, handmade })
}

fn table() -> impl Strategy<Value = TableSpec> {
    let at = || 0..COLUMNS;
    (
        vec(option::weighted(0.7, column()), COLUMNS),
        0u8..4,
        option::of((at(), at())),
        option::of((at(), 0u8..4)),
        option::of(index()),
        option::of((at(), 0..TABLES, 0u8..6)),
        option::of(0u8..2),
        0u8..6,
    )
        .prop_map(|(columns, key, unique, check, index, foreign, comment, option)| TableSpec {
            columns,
            key,
            unique,
            check,
            index,
            foreign,
            comment,
            option,
        })
}

fn column() -> impl Strategy<Value = ColumnSpec> {
    let flag = || prop::bool::weighted(0.2);
    (
        0u8..10,
        any::<bool>(),
        option::of(0u8..3),
        option::weighted(0.15, 0u8..2),
        option::of(0u8..2),
        flag(),
        flag(),
    )
        .prop_map(|(ty, nullable, default, generated, comment, unique, index)| ColumnSpec {
            ty,
            nullable,
            default,
            generated,
            comment,
            unique,
            index,
        })
}

fn index() -> impl Strategy<Value = IndexSpec> {
    ((0..COLUMNS, 0..COLUMNS), any::<bool>(), any::<bool>(), any::<bool>(), option::of(0u8..3))
        .prop_map(|(columns, unique, descending, expression, predicate)| IndexSpec {
            columns,
            unique,
            descending,
            expression,
            predicate,
        })
}

const MOODS: [&[&str]; 5] = [
    &["happy", "sad"],
    &["happy", "calm", "sad"],
    &["sad", "happy"],
    &["happy"],
    &["it's", "sad", "happy"],
];

/// The portable schema that `spec` stands for. `handmade` adds views and triggers, which no models speak of: only the
/// previous one of a pair has them.
pub(super) fn schema(spec: &Spec, handmade: Option<&dyn migrate::dialect::Dialect>) -> Schema {
    let mut schema = Schema::default();
    for (at, of) in spec.tables.iter().enumerate() {
        if let Some(of) = of {
            let table = build(at, of, spec);
            schema.tables.insert(table.name.clone(), table);
        }
    }
    let uses_mood = schema
        .tables
        .values()
        .flat_map(|table| &table.columns)
        .any(|column| column.ty == Type::Named("mood".into()));
    if uses_mood {
        let values = MOODS[spec.mood].iter().map(|value| (*value).to_owned()).collect();
        schema.enums.insert("mood".into(), Enum { name: "mood".into(), values, comment: None });
    }
    if let Some(dialect) = handmade {
        views(spec, &mut schema);
        triggers(spec, &mut schema, dialect);
    }
    schema
}

fn table_name(at: usize) -> String {
    ["t0", "Order", "t \"2\"", "ä_3"][at].to_owned()
}

fn column_name(at: usize) -> String {
    ["a", "b_2", "Select", "d e", "ü"][at].to_owned()
}

fn quoted(identifier: &str) -> String {
    format!("\"{}\"", identifier.replace('"', "\"\""))
}

fn ty(of: u8) -> Type {
    match of {
        0 => Type::Integer,
        1 => Type::BigInt,
        2 => Type::Text,
        3 => Type::Varchar(20),
        4 => Type::Boolean,
        5 => Type::Decimal(Some((10, 2))),
        6 => Type::TimestampTz,
        7 => Type::Named("mood".into()),
        8 => Type::Date,
        _ => Type::Double,
    }
}

fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Integer | Type::BigInt)
}

fn default(ty: &Type, of: u8, spec: &Spec) -> Option<Expr> {
    let text = match ty {
        Type::Integer | Type::BigInt => ["0", "-7", "1 + 2"][usize::from(of)].to_owned(),
        Type::Double => ["0", "1.5", "-2.25"][usize::from(of)].to_owned(),
        Type::Text | Type::Varchar(_) => ["''", "'it''s'", "'x'"][usize::from(of)].to_owned(),
        Type::TimestampTz => "CURRENT_TIMESTAMP".to_owned(),
        Type::Named(_) => {
            let values = MOODS[spec.mood];
            format!("'{}'", values[usize::from(of) % values.len()].replace('\'', "''"))
        }
        _ => return None,
    };
    Some(Expr(text))
}

fn build(at: usize, of: &TableSpec, spec: &Spec) -> Table {
    let mut table = Table { name: Name::new(table_name(at)), ..Table::default() };
    table.columns.push(Column::new("id", Type::BigInt));
    for (at, of) in of.columns.iter().enumerate() {
        if let Some(of) = of {
            table.columns.push(plain(at, of, spec));
        }
    }
    generate(&mut table, of);
    key(&mut table, of);
    uniques(&mut table, of);
    checks(&mut table, of);
    indexes(&mut table, of);
    foreign(&mut table, of, spec);
    table.comment = of.comment.map(|of| ["it's", "two"][usize::from(of)].to_owned());
    table.options.strict = of.option == 0;
    table.options.unlogged = of.option == 1 && table.foreign_keys.is_empty();
    table.options.without_rowid = of.option == 2 && table.primary_key.is_some() && of.key != 2;
    table
}

fn plain(at: usize, of: &ColumnSpec, spec: &Spec) -> Column {
    let ty = ty(of.ty);
    Column {
        nullable: of.nullable,
        default: of.default.and_then(|at| default(&ty, at, spec)),
        comment: of.comment.map(|of| ["c", "it's \"c\""][usize::from(of)].to_owned()),
        ..Column::new(column_name(at), ty)
    }
}

/// Makes numbers of one that is no key, where the spec wants it: they read the id.
fn generate(table: &mut Table, of: &TableSpec) {
    for (at, column) in of.columns.iter().enumerate() {
        let Some(ColumnSpec { generated: Some(how), .. }) = column else { continue };
        let name = column_name(at);
        for column in
            table.columns.iter_mut().filter(|column| column.name == name && is_number(&column.ty))
        {
            let text = ["id + 1", "id * 2"][usize::from(*how)];
            column.default = None;
            column.nullable = true;
            column.ty = Type::BigInt;
            column.generated = Some(Generated { expr: Expr(text.to_owned()), stored: true });
        }
    }
}

fn key(table: &mut Table, of: &TableSpec) {
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

/// The names of those columns of the two that the table has, each once.
fn those(table: &Table, (one, other): (usize, usize)) -> Vec<String> {
    let mut names = vec![column_name(one)];
    if one != other {
        names.push(column_name(other));
    }
    names.retain(|name| table.column(name).is_some());
    names
}

fn uniques(table: &mut Table, of: &TableSpec) {
    let mut wanted: Vec<Vec<String>> =
        of.unique.map(|pair| those(table, pair)).into_iter().collect();
    for (at, column) in of.columns.iter().enumerate() {
        if column.as_ref().is_some_and(|column| column.unique) {
            wanted.push(vec![column_name(at)]);
        }
    }
    wanted.retain(|columns| !columns.is_empty());
    wanted.sort();
    wanted.dedup();
    for columns in wanted {
        table.uniques.push(Unique {
            name: Some(name::unique(&table.name.name, &columns)),
            columns,
            nulls_not_distinct: false,
            include: Vec::new(),
            deferrable: None,
            orders: Vec::new(),
            on_conflict: None,
        });
    }
}

fn checks(table: &mut Table, of: &TableSpec) {
    let Some((at, how)) = of.check else { return };
    let column = quoted(&column_name(at));
    let text = match table.column(&column_name(at)).map(|column| &column.ty) {
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

fn indexes(table: &mut Table, of: &TableSpec) {
    let part = |key: IndexKey, descending: bool| IndexPart {
        key,
        descending,
        nulls_first: None,
        collation: None,
        opclass: None,
    };
    for (at, column) in of.columns.iter().enumerate() {
        let column = column.as_ref().filter(|column| column.index);
        if column.is_some() {
            let columns = vec![column_name(at)];
            let name = name::index(&table.name.name, &columns);
            push(table, name, vec![part(IndexKey::Column(column_name(at)), false)], false, None);
        }
    }
    let Some(of) = &of.index else { return };
    let mut parts: Vec<IndexPart> = those(table, of.columns)
        .into_iter()
        .map(|name| part(IndexKey::Column(name), of.descending))
        .collect();
    if of.expression {
        parts.push(part(IndexKey::Expr(Expr("abs(id)".to_owned())), false));
    }
    let predicate = of
        .predicate
        .map(|of| Expr(["id > 10", "id IN (1, 2)", "id IS NOT NULL"][usize::from(of)].to_owned()));
    if !parts.is_empty() {
        let name = format!("ix_{}", table.name.name);
        push(table, name, parts, of.unique, predicate);
    }
}

fn push(
    table: &mut Table,
    name: String,
    parts: Vec<IndexPart>,
    unique: bool,
    predicate: Option<Expr>,
) {
    table.indexes.push(Index {
        name,
        parts,
        unique,
        nulls_not_distinct: false,
        method: None,
        include: Vec::new(),
        predicate,
        with: Default::default(),
        comment: None,
    });
}

/// A foreign key from a column of the id's type to the id of a table that has it as its key.
fn foreign(table: &mut Table, of: &TableSpec, spec: &Spec) {
    let Some((from, to, how)) = of.foreign else { return };
    let column = column_name(from);
    let fits = |column: &Column| column.ty == Type::BigInt && column.generated.is_none();
    let is_keyed = spec.tables[to]
        .as_ref()
        .is_some_and(|to| matches!(to.key, 1 | 2) && !(of.option == 1 || to.option == 1));
    let Some(nullable) =
        table.column(&column).filter(|column| fits(column)).map(|column| column.nullable)
    else {
        return;
    };
    if !is_keyed {
        return;
    }
    let on_delete = match how {
        0 => Action::Cascade,
        1 => Action::Restrict,
        2 if nullable => Action::SetNull(Vec::new()),
        _ => Action::NoAction,
    };
    table.foreign_keys.push(ForeignKey {
        name: Some(name::foreign_key(
            &table.name.name,
            std::slice::from_ref(&column),
            &table_name(to),
        )),
        columns: vec![column],
        table: Name::new(table_name(to)),
        references: vec!["id".to_owned()],
        on_delete,
        on_update: if how == 4 { Action::Cascade } else { Action::NoAction },
        match_full: false,
        deferrable: (how == 5).then_some(Deferrable::Deferred),
        not_valid: false,
    });
}

/// A view of the first table's first column, and one of that view.
fn views(spec: &Spec, schema: &mut Schema) {
    let table = Name::new(table_name(0));
    let Some(of) = schema.tables.get(&table) else { return };
    let column = of.columns.last().map(|column| column.name.clone()).unwrap_or_default();
    let mut view = |name: &str, column: &str, from: &Name| {
        let sql =
            format!("CREATE VIEW {name} AS SELECT {} FROM {}", quoted(column), quoted(&from.name));
        schema.views.insert(
            name.into(),
            View {
                name: name.into(),
                sql,
                materialized: false,
                reads: [(from.clone(), Some(column.to_owned()))].into(),
                triggers: Vec::new(),
                indexes: Vec::new(),
                comment: None,
            },
        );
    };
    if spec.handmade[0] {
        view("v", &column, &table);
    }
    if spec.handmade[0] && spec.handmade[1] {
        view("w", &column, &"v".into());
    }
}

/// A trigger on the second table that reads its id.
fn triggers(spec: &Spec, schema: &mut Schema, dialect: &dyn migrate::dialect::Dialect) {
    let table = Name::new(table_name(1));
    if !spec.handmade[2] || !schema.tables.contains_key(&table) {
        return;
    }
    // the one thing here that the dialects word too differently for one text
    let on =
        format!("CREATE TRIGGER tr AFTER UPDATE OF id ON {} FOR EACH ROW", quoted(&table.name));
    let sql = if dialect.capability().lexis.trigger_bodies {
        format!("{on} BEGIN SELECT NEW.id; END")
    } else {
        let name = Name::new("touch()");
        let sql = "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$";
        schema.functions.insert(name.clone(), Function { name, sql: sql.to_owned() });
        format!("{on} EXECUTE FUNCTION touch()")
    };
    if let Some(table) = schema.tables.get_mut(&table) {
        table.triggers.push(Trigger { name: "tr".to_owned(), sql });
    }
}
