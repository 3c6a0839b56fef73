//! A random table with its columns; its keys and indexes are made beside it.

use migrate::dialect::Dialect;
use migrate::schema::{
    Column, Exclude, Expr, Generated, Identity, IdentityKind, Name, SequenceOptions, Table, Type,
    name as names,
};

use super::{ColumnSpec, Side, Spec, TableSpec, mood_name, mood_values};
use super::{key, object};

/// The name of a table on that side of a pair.
pub(super) fn name(at: usize, of: &TableSpec, dialect: &dyn Dialect, side: Side) -> Name {
    let is_renamed = of.renamed && side == Side::Next;
    let name = if is_renamed { ["t9", "Group", "u '2'", "ö_4"] } else { NAMES }[at];
    if of.far && dialect.capability().namespaces {
        Name::within("far", name)
    } else {
        Name::new(name)
    }
}

/// The table that may be in parts.
pub(super) const PARTITIONED: usize = 3;

const NAMES: [&str; 4] = ["t0", "Order", "t \"2\"", "ä_3"];

/// The name of the table at that place of the spec, or what it would be called.
pub(super) fn table_name(spec: &Spec, at: usize, dialect: &dyn Dialect, side: Side) -> Name {
    let of = spec.tables[at].as_ref();
    of.map_or_else(|| Name::new(NAMES[at]), |of| name(at, of, dialect, side))
}

pub(super) fn column_name(at: usize, renamed: bool) -> String {
    let names = if renamed {
        [
            "aa",
            "b 3",
            "from",
            "\"d\"",
            "ß of a name that is as long as the names of columns may become",
        ]
    } else {
        ["a", "b_2", "Select", "d e", "ü"]
    };
    names[at].to_owned()
}

/// What the column at that place is called, if it is there.
pub(super) fn called(of: &TableSpec, at: usize, side: Side) -> Option<String> {
    let column = of.columns[at].as_ref()?;
    Some(column_name(at, column.renamed && side == Side::Next))
}

pub(super) fn quoted(identifier: &str) -> String {
    format!("\"{}\"", identifier.replace('"', "\"\""))
}

fn ty(of: u8, spec: &Spec, dialect: &dyn Dialect, side: Side) -> Type {
    let mood = || Type::Named(mood_name(spec, side));
    match of {
        0 => Type::Integer,
        1 | 10 => Type::BigInt,
        2 => Type::Text,
        3 => Type::Varchar(20),
        4 => Type::Boolean,
        5 => Type::Decimal(Some((10, 2))),
        6 => Type::TimestampTz,
        7 => mood(),
        8 => Type::Date,
        11 => Type::Named(Name::new(object::DOMAIN)),
        12 => Type::SmallInt,
        13 => Type::Real,
        14 => Type::Timestamp,
        15 => Type::Time,
        16 => Type::Uuid,
        17 => Type::Json,
        18 => Type::Bytes,
        19 => Type::Char(14),
        9 if dialect.capability().arrays => Type::Array(Box::new(mood())),
        _ => Type::Double,
    }
}

pub(super) fn is_number(ty: &Type) -> bool {
    matches!(ty, Type::Integer | Type::BigInt)
}

fn is_text(ty: &Type) -> bool {
    matches!(ty, Type::Text | Type::Varchar(_))
}

fn default(ty: &Type, of: u8, spec: &Spec, side: Side) -> Option<Expr> {
    let text = match ty {
        Type::Integer | Type::BigInt => ["0", "-7", "1 + 2"][usize::from(of)].to_owned(),
        Type::Double => ["0", "1.5", "-2.25"][usize::from(of)].to_owned(),
        Type::Text | Type::Varchar(_) => ["''", "'it''s'", "'x'"][usize::from(of)].to_owned(),
        Type::TimestampTz | Type::Timestamp => "CURRENT_TIMESTAMP".to_owned(),
        Type::Json => ["'{}'", "'[1]'", "'{\"a\": \"it''s\"}'"][usize::from(of)].to_owned(),
        Type::Named(name) if name.name == object::DOMAIN => "3".to_owned(),
        Type::Named(_) => {
            let values = mood_values(spec, side);
            format!("'{}'", values[usize::from(of) % values.len()].replace('\'', "''"))
        }
        _ => return None,
    };
    Some(Expr(text))
}

pub(super) fn build(
    at: usize,
    of: &TableSpec,
    spec: &Spec,
    dialect: &dyn Dialect,
    side: Side,
) -> Table {
    let mut table = Table { name: name(at, of, dialect, side), ..Table::default() };
    table.columns.push(Column::new("id", Type::BigInt));
    for (at, of) in of.columns.iter().enumerate() {
        if let Some(of) = of {
            table.columns.push(plain(at, of, spec, dialect, side));
        }
    }
    generate(&mut table, of, side);
    key::primary(&mut table, of);
    number(&mut table, of, dialect, side);
    key::pair(&mut table, of);
    key::uniques(&mut table, of, dialect, side);
    key::checks(&mut table, of, side);
    key::indexes(&mut table, of, dialect, side);
    key::foreign(&mut table, of, spec, dialect, side);
    exclude(&mut table, of, dialect, side);
    if at == PARTITIONED {
        divide(&mut table);
    }
    key::rename(&mut table, of, side);
    table.comment = of.comment.map(|of| ["it's", "two"][usize::from(of)].to_owned());
    table.options.strict = of.option == 0;
    let is_logged = at == PARTITIONED || !table.foreign_keys.is_empty();
    table.options.unlogged = of.option == 1 && !is_logged;
    table.options.without_rowid = of.option == 2 && table.primary_key.is_some() && of.key != 2;
    table
}

fn plain(at: usize, of: &ColumnSpec, spec: &Spec, dialect: &dyn Dialect, side: Side) -> Column {
    let ty = ty(of.ty, spec, dialect, side);
    let collations = if dialect.name() == "sqlite" { ["NOCASE", "RTRIM"] } else { ["C", "POSIX"] };
    let collation = of.collation.filter(|_| is_text(&ty));
    Column {
        nullable: of.nullable,
        default: of.default.and_then(|at| default(&ty, at, spec, side)),
        comment: of.comment.map(|of| ["c", "it's \"c\""][usize::from(of)].to_owned()),
        collation: collation.map(|of| collations[usize::from(of)].to_owned()),
        ..Column::new(column_name(at, of.renamed && side == Side::Next), ty)
    }
}

/// Makes numbers of one that is no key, where the spec wants it: they read the id.
fn generate(table: &mut Table, of: &TableSpec, side: Side) {
    for (at, column) in of.columns.iter().enumerate() {
        let Some(ColumnSpec { generated: Some(how), .. }) = column else { continue };
        let Some(name) = called(of, at, side) else { continue };
        for column in
            table.columns.iter_mut().filter(|column| column.name == name && is_number(&column.ty))
        {
            let text = ["id + 1", "id * 2"][usize::from(*how % 2)];
            column.default = None;
            column.nullable = true;
            column.ty = Type::BigInt;
            column.generated = Some(Generated { expr: Expr(text.to_owned()), stored: *how < 2 });
        }
    }
}

/// Has the database number plain numbers, where it can do so with columns that are no key.
fn number(table: &mut Table, of: &TableSpec, dialect: &dyn Dialect, side: Side) {
    if !dialect.capability().serial_types {
        return;
    }
    for (at, column) in of.columns.iter().enumerate() {
        let Some(ColumnSpec { identity: Some(kind), .. }) = column else { continue };
        let Some(name) = called(of, at, side) else { continue };
        let kinds = [IdentityKind::ByDefault, IdentityKind::Always, IdentityKind::Serial];
        for column in table.columns.iter_mut().filter(|column| {
            column.name == name && is_number(&column.ty) && column.generated.is_none()
        }) {
            column.default = None;
            column.nullable = false;
            let (kind, options) = (kinds[usize::from(*kind)], SequenceOptions::default());
            column.identity = Some(Identity { kind, options, sequence: None });
        }
    }
}

/// No two rows with one number, where the database has such constraints.
fn exclude(table: &mut Table, of: &TableSpec, dialect: &dyn Dialect, side: Side) {
    let Some((at, how)) = of.exclude.filter(|_| dialect.capability().excludes) else { return };
    let Some(column) = called(of, at, side)
        .filter(|name| table.column(name).is_some_and(|column| is_number(&column.ty)))
    else {
        return;
    };
    let when = if how == 1 { " WHERE (id > 3)" } else { "" };
    table.excludes.push(Exclude {
        name: names::exclude(&table.name.name, "x"),
        definition: Expr(format!("USING btree ({} WITH =){when}", quoted(&column))),
        deferrable: (how == 2).then_some(migrate::schema::Deferrable::Deferred),
    });
}

/// Leaves nothing to be unique in the table but its key, so that it may be in parts.
fn divide(table: &mut Table) {
    table.uniques.clear();
    table.excludes.clear();
    for index in &mut table.indexes {
        (index.unique, index.nulls_not_distinct) = (false, false);
    }
}

/// What a person says that the rows hold in those columns that may not be NULL.
pub(super) fn backfills(table: &Table, of: &TableSpec, spec: &Spec) -> Vec<(String, Expr)> {
    let mut all = Vec::new();
    for (at, column) in of.columns.iter().enumerate() {
        let name =
            called(of, at, Side::Next).filter(|_| column.as_ref().is_some_and(|of| of.backfill));
        let Some(column) = name.and_then(|name| table.column(&name)) else { continue };
        let is_plain = column.generated.is_none() && column.identity.is_none();
        let text = match &column.ty {
            Type::Integer | Type::BigInt | Type::SmallInt => "7".to_owned(),
            Type::Text | Type::Varchar(_) => "'it''s'".to_owned(),
            Type::Decimal(_) | Type::Double | Type::Real => "2.5".to_owned(),
            Type::TimestampTz | Type::Timestamp => "CURRENT_TIMESTAMP".to_owned(),
            Type::Named(name) if name.name != object::DOMAIN => {
                let values = mood_values(spec, Side::Next);
                format!("'{}'", values[0].replace('\'', "''"))
            }
            _ => continue,
        };
        if is_plain && !column.nullable {
            all.push((column.name.clone(), Expr(text)));
        }
    }
    all
}
