//! Models to a portable schema for one dialect, and to the hints that a schema cannot hold.

use migrate::dialect::Dialect;
use migrate::diff::Hints;
use migrate::schema::{self, Expr, Generated, IndexKey, Name, Schema, Type};

use crate::model::{Column, Condition, Default, Domain, Enum, Index, Literal, Models, Table};
use migrate_attr::value::Words;

impl Models {
    /// The portable schema, with the words that `dialect` shall get; [`Dialect::lower`] makes it physical. What
    /// [`Models::check`] refuses for that dialect has no meaning here.
    pub fn schema(&self, dialect: &dyn Dialect) -> Schema {
        let mut schema = Schema::default();
        for found in &self.enums {
            let name = local(&found.value.name, dialect);
            schema.namespaces.extend(name.namespace.clone());
            schema.enums.insert(name.clone(), schema::Enum { name, ..found.value.clone() });
        }
        for found in &self.domains {
            let domain = domain(found, dialect);
            schema.namespaces.extend(domain.name.namespace.clone());
            schema.domains.insert(domain.name.clone(), domain);
        }
        for (name, found) in &self.sequences {
            let name = local(name, dialect);
            schema.namespaces.extend(name.namespace.clone());
            schema.sequences.insert(name.clone(), schema::Sequence { name, ..found.clone() });
        }
        schema.namespaces.extend(self.extensions.values().flatten().cloned());
        schema.extensions.clone_from(&self.extensions);
        for found in &self.tables {
            let table = table(found, dialect);
            schema.namespaces.extend(table.name.namespace.clone());
            schema.tables.insert(table.name.clone(), table);
        }
        schema
    }

    /// What the models say about how to get here: renames, backfills, casts.
    pub fn hints(&self, dialect: &dyn Dialect) -> Hints {
        let mut hints = Hints::default();
        for table in &self.tables {
            table_hints(table, &self.enums, dialect, &mut hints);
        }
        for Enum { value, renamed_from, renamed, .. } in &self.enums {
            let name = local(&value.name, dialect);
            for (next, previous) in renamed {
                hints.enum_values.insert((name.clone(), next.clone()), previous.clone());
            }
            if let Some(previous) = renamed_from {
                hints.enums.insert(name, local(previous, dialect));
            }
        }
        hints
    }
}

/// A name as the dialect can have it: without namespace where it knows none.
pub(crate) fn local(name: &Name, dialect: &dyn Dialect) -> Name {
    match &name.namespace {
        Some(namespace)
            if dialect.capability().namespaces
                && namespace != dialect.capability().default_namespace =>
        {
            name.clone()
        }
        _ => Name::new(name.name.clone()),
    }
}

fn expr(words: &Words, dialect: &dyn Dialect) -> Option<Expr> {
    words.of(dialect.name()).map(|text| Expr(text.trim().to_owned()))
}

fn table(table: &Table, dialect: &dyn Dialect) -> schema::Table {
    let foreign_keys = table.foreign_keys.iter().cloned().map(|mut key| {
        key.table = local(&key.table, dialect);
        key
    });
    schema::Table {
        name: local(&table.name, dialect),
        columns: table.columns.iter().map(|found| column(found, dialect)).collect(),
        primary_key: table.primary_key.clone(),
        uniques: table.uniques.clone(),
        foreign_keys: foreign_keys.collect(),
        checks: table.checks.iter().filter_map(|found| check(found, dialect)).collect(),
        excludes: table.excludes.iter().filter_map(|found| exclude(found, dialect)).collect(),
        indexes: table.indexes.iter().filter_map(|found| index(found, dialect)).collect(),
        triggers: Vec::new(),
        comment: table.comment.clone(),
        options: table.options.clone(),
    }
}

fn domain(domain: &Domain, dialect: &dyn Dialect) -> schema::Domain {
    let default = match &domain.default {
        Some(Default::Literal(value)) => Some(literal(value, dialect)),
        Some(Default::Sql(words)) => expr(words, dialect),
        None => None,
    };
    let ty = match domain.raw.of(dialect.name()) {
        Some(raw) => Some(dialect.parse_type(raw.trim())),
        None => domain.ty.clone(),
    };
    let collation = domain.collation.as_ref().and_then(|words| words.of(dialect.name()));
    schema::Domain {
        name: local(&domain.name, dialect),
        ty: ty.unwrap_or(Type::Text),
        nullable: domain.nullable,
        default,
        collation: collation.map(str::to_owned),
        checks: domain.checks.iter().filter_map(|found| check(found, dialect)).collect(),
    }
}

/// The type that `column` has on `dialect`; `None` if the models say none.
pub(crate) fn column_type(column: &Column, dialect: &dyn Dialect) -> Option<Type> {
    match column.raw.of(dialect.name()) {
        Some(raw) => Some(dialect.parse_type(raw.trim())),
        None => column.ty.as_ref().map(|ty| local_type(ty, dialect)),
    }
}

fn local_type(ty: &Type, dialect: &dyn Dialect) -> Type {
    match ty {
        Type::Named(name) => Type::Named(local(name, dialect)),
        Type::Array(element) => Type::Array(Box::new(local_type(element, dialect))),
        other => other.clone(),
    }
}

fn column(column: &Column, dialect: &dyn Dialect) -> schema::Column {
    let default = match &column.default {
        Some(Default::Literal(value)) => Some(literal(value, dialect)),
        Some(Default::Sql(words)) => expr(words, dialect),
        None => None,
    };
    let generated = column.generated.as_ref().and_then(|words| expr(words, dialect));
    schema::Column {
        name: column.name.clone(),
        ty: column_type(column, dialect).unwrap_or(Type::Text),
        nullable: column.nullable,
        default,
        generated: generated.map(|expr| Generated { expr, stored: column.stored }),
        identity: column.identity.clone(),
        collation: column
            .collation
            .as_ref()
            .and_then(|words| words.of(dialect.name()))
            .map(str::to_owned),
        comment: column.comment.clone(),
        null_conflict: None,
        not_null_name: None,
    }
}

fn literal(literal: &Literal, dialect: &dyn Dialect) -> Expr {
    match literal {
        Literal::Boolean(value) => Expr(value.to_string()),
        Literal::Number(digits) => Expr(digits.clone()),
        Literal::Text(text) => Expr(dialect.literal(text)),
    }
}

fn check(condition: &Condition, dialect: &dyn Dialect) -> Option<schema::Check> {
    Some(schema::Check {
        name: Some(condition.name.clone()),
        expr: expr(&condition.expr, dialect)?,
        not_valid: false,
        no_inherit: condition.no_inherit,
    })
}

fn exclude(condition: &Condition, dialect: &dyn Dialect) -> Option<schema::Exclude> {
    Some(schema::Exclude {
        name: condition.name.clone(),
        definition: expr(&condition.expr, dialect)?,
        deferrable: condition.deferrable,
    })
}

fn index(index: &Index, dialect: &dyn Dialect) -> Option<schema::Index> {
    if index.only.is_some_and(|only| only != dialect.name()) {
        return None;
    }
    let mut parts = Vec::with_capacity(index.parts.len());
    for found in &index.parts {
        let mut part = found.part.clone();
        if let Some(words) = &found.expr {
            part.key = IndexKey::Expr(expr(words, dialect)?);
        }
        parts.push(part);
    }
    let predicate = match &index.predicate {
        Some(words) => Some(expr(words, dialect)?),
        None => None,
    };
    Some(schema::Index { parts, predicate, ..index.index.clone() })
}

fn table_hints(table: &Table, enums: &[Enum], dialect: &dyn Dialect, hints: &mut Hints) {
    let name = local(&table.name, dialect);
    for column in &table.columns {
        let key = (name.clone(), column.name.clone());
        if let Some(previous) = &column.renamed_from {
            hints.columns.insert(key.clone(), previous.clone());
        }
        if let Some(backfill) = column.backfill.as_ref().and_then(|words| expr(words, dialect)) {
            hints.backfills.insert(key.clone(), backfill);
        }
        if let Some(using) = column.using.as_ref().and_then(|words| expr(words, dialect)) {
            hints.usings.insert(key.clone(), using);
        }
        let named = match &column.ty {
            Some(Type::Named(name)) if column.raw.of(dialect.name()).is_none() => Some(name),
            _ => None,
        };
        let renamed = named.and_then(|name| enums.iter().find(|found| found.value.name == *name));
        if let Some(found) = renamed.filter(|found| !found.renamed.is_empty()) {
            let pairs =
                found.renamed.iter().map(|(next, previous)| (previous.clone(), next.clone()));
            hints.values.insert(key, pairs.collect());
        }
    }
    for (next, previous) in &table.renamed {
        hints.constraints.insert((name.clone(), next.clone()), previous.clone());
    }
    if let Some(previous) = &table.renamed_from {
        hints.tables.insert(name, local(previous, dialect));
    }
}
