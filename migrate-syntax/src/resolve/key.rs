//! Keys and checks of a table, with their names. Foreign keys are looked up later, indexes are read beside this.

use std::collections::BTreeMap;

use migrate::schema::{Deferrable, Name, PrimaryKey, Subject, Unique, name};
use proc_macro2::Span;

use super::{Context, Draft, Pending, Placed, index};
use crate::model;
use migrate_attr::item::{Kind, column_name};
use migrate_attr::key::{Condition, Key};
use migrate_attr::suggest::did_you_mean;
use migrate_attr::value::Text;

/// Adds all keys, checks and indexes, those of the struct after those of the fields.
pub(super) fn add<'w>(fields: &[Placed<'w>], draft: &mut Draft<'w>, context: &mut Context<'w>) {
    for placed in fields {
        context.report.file = placed.file;
        let (attr, name) = (&placed.field.attr, column_name(placed.field));
        for key in &attr.uniques {
            own_column_only(key, context);
            unique(key, std::slice::from_ref(&name), draft, context);
        }
        for found in &attr.indexes {
            index::add(found, Some(&name), draft, context);
        }
        for (i, found) in attr.checks.iter().enumerate() {
            let what = if i == 0 { name.value.clone() } else { name::hash(found.expr.any()) };
            check(found, &what, draft, context);
        }
    }
    let structure = draft.structure;
    context.report.file = structure.file;
    for key in &structure.attr.uniques {
        unique(key, &key.columns, draft, context);
    }
    for found in &structure.attr.indexes {
        index::add(found, None, draft, context);
    }
    for found in &structure.attr.checks {
        check(found, &name::hash(found.expr.any()), draft, context);
    }
    for found in &structure.attr.excludes {
        exclude(found, draft, context);
    }
    for foreign in &structure.attr.foreign_keys {
        let columns = known_columns(&foreign.columns, foreign.span, "foreign_key", draft, context);
        if foreign.target.is_none() && !foreign.columns.is_empty() {
            context.report.error(
                foreign.span,
                "this needs `references`",
                "write `references = \"table(a, b)\"`",
            );
        }
        if !columns.is_empty() && foreign.target.is_some() {
            let (file, module) = (structure.file, structure.module);
            draft.foreign.push(Pending { file, module, foreign: foreign.clone(), columns });
        }
    }
    primary_key(fields, draft, context);
}

fn own_column_only(key: &Key, context: &mut Context<'_>) {
    if let Some(column) = key.columns.first() {
        context.report.error(
            column.span,
            "a key on a field is of that column alone",
            "write keys of several columns on the struct: `#[table(unique(columns = [a, b]))]`",
        );
    }
}

/// When a constraint is checked, in the schema's words.
pub(super) fn deferrable(found: migrate_attr::key::Deferrable) -> Deferrable {
    match found {
        migrate_attr::key::Deferrable::Immediate => Deferrable::Immediate,
        migrate_attr::key::Deferrable::Deferred => Deferrable::Deferred,
    }
}

/// Those of `columns` that the table has; the others are told.
fn known_columns(
    columns: &[Text],
    span: Span,
    word: &str,
    draft: &Draft<'_>,
    context: &mut Context<'_>,
) -> Vec<Text> {
    if columns.is_empty() {
        context.report.error(
            span,
            format!("`{word}` names no columns"),
            format!("write `{word}(columns = [a, b])`"),
        );
    }
    let mut known: Vec<Text> = Vec::new();
    for column in columns {
        if known.iter().any(|before| before.value == column.value) {
            context.report.error(
                column.span,
                format!("`{}` stands here twice", column.value),
                "remove one of them",
            );
        } else if column_exists(column, draft, context) {
            known.push(column.clone());
        }
    }
    known
}

/// Whether the table has the column, and a report if not.
pub(super) fn column_exists(column: &Text, draft: &Draft<'_>, context: &mut Context<'_>) -> bool {
    let found = draft.spans.contains_key(&column.value) || !draft.complete;
    if !found {
        let table = &draft.table;
        let help = match table.columns.iter().find(|other| other.rust_name == column.value) {
            Some(other) => format!("in the database that field is `{}`", other.name),
            None => {
                let known: Vec<&str> =
                    table.columns.iter().map(|column| column.name.as_str()).collect();
                did_you_mean(&column.value, known, "its columns are")
            }
        };
        let message = format!("the table `{}` has no column `{}`", table.name, column.value);
        context.report.error(column.span, message, help);
    }
    found
}

/// The columns' names alone.
pub(super) fn values(columns: &[Text]) -> Vec<String> {
    columns.iter().map(|column| column.value.clone()).collect()
}

/// The parts of a constraint or index that its name depends on.
pub(super) struct Naming<'a> {
    pub(super) given: &'a Option<Text>,
    pub(super) renamed_from: &'a Option<Text>,
    pub(super) span: Span,
    pub(super) convention: String,
    pub(super) subject: fn(Name, String) -> Subject,
}

/// The name that was given, or else the one by convention; its place and what it was called before are kept.
pub(super) fn named(
    naming: Naming<'_>,
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
) -> String {
    let Naming { given, renamed_from, span, convention, subject } = naming;
    let name = given.as_ref().map_or(convention, |name| name.value.clone());
    let others = [Subject::Constraint, Subject::Index]
        .map(|kind| kind(draft.table.name.clone(), name.clone()));
    if let Some(place) = others.iter().find_map(|other| context.own_place(other)) {
        let message = format!(
            "`{name}` is the name of two keys, checks or indexes of the table; the other is at {place}"
        );
        context.report.error(
            given.as_ref().map_or(span, |name| name.span),
            message,
            "remove one of them, or give one another `name = \"…\"`",
        );
    }
    context.mark(subject(draft.table.name.clone(), name.clone()), context.report.file, span);
    if let Some(previous) = renamed_from {
        draft.table.renamed.insert(name.clone(), previous.value.clone());
    }
    name
}

fn unique(key: &Key, columns: &[Text], draft: &mut Draft<'_>, context: &mut Context<'_>) {
    let columns = values(&known_columns(columns, key.span, "unique", draft, context));
    if columns.is_empty() {
        return;
    }
    for column in &key.include {
        column_exists(column, draft, context);
    }
    let naming = Naming {
        given: &key.name,
        renamed_from: &key.renamed_from,
        span: key.span,
        convention: name::unique(&draft.table.name.name, &columns),
        subject: Subject::Constraint,
    };
    let name = named(naming, draft, context);
    draft.table.uniques.push(Unique {
        name: Some(name),
        columns,
        nulls_not_distinct: key.nulls_not_distinct,
        include: values(&key.include),
        deferrable: key.deferrable.map(deferrable),
        orders: Vec::new(),
        on_conflict: key.on_conflict.clone(),
    });
}

fn check(found: &Condition, what: &str, draft: &mut Draft<'_>, context: &mut Context<'_>) {
    if found.deferrable.is_some() {
        context.report.error(found.span, "a check cannot be deferred", "remove `deferrable`");
    }
    let check = condition(found, name::check(&draft.table.name.name, what), draft, context);
    draft.table.checks.push(check);
}

fn exclude(found: &Condition, draft: &mut Draft<'_>, context: &mut Context<'_>) {
    let convention = name::exclude(&draft.table.name.name, &name::hash(found.expr.any()));
    let exclude = condition(found, convention, draft, context);
    draft.table.excludes.push(exclude);
}

fn condition(
    found: &Condition,
    convention: String,
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
) -> model::Condition {
    let naming = Naming {
        given: &found.name,
        renamed_from: &found.renamed_from,
        span: found.span,
        convention,
        subject: Subject::Constraint,
    };
    model::Condition {
        name: named(naming, draft, context),
        expr: found.expr.clone(),
        no_inherit: found.no_inherit,
        deferrable: found.deferrable.map(deferrable),
    }
}

/// The key's attribute and its columns; on fields they stand in the order of the fields.
fn primary_columns<'w>(
    fields: &[Placed<'w>],
    draft: &Draft<'w>,
    context: &mut Context<'w>,
) -> Option<(&'w Key, Vec<Text>)> {
    let structure = draft.structure;
    let on_fields: Vec<(&'w Key, &Placed<'w>)> = fields
        .iter()
        .filter_map(|placed| placed.field.attr.primary_key.as_ref().map(|key| (key, placed)))
        .collect();
    match (&structure.attr.primary_key, on_fields.first()) {
        (Some(key), None) => {
            Some((key, known_columns(&key.columns, key.span, "primary_key", draft, context)))
        }
        (Some(key), Some((_, other))) => {
            let message = format!("`{}` already is the primary key", other.field.ident);
            context.report.error(
                key.span,
                message,
                "say it on the struct or on the fields, not on both",
            );
            None
        }
        (None, Some((key, placed))) => {
            context.report.file = placed.file;
            for (key, _) in &on_fields {
                own_column_only(key, context);
            }
            Some((key, on_fields.iter().map(|(_, placed)| column_name(placed.field)).collect()))
        }
        (None, None) => {
            if structure.kind == Kind::Table && !structure.attr.no_primary_key && draft.complete {
                context.report.error(
                    structure.ident.span(),
                    format!("the table `{}` has no primary key", draft.table.name),
                    "write `#[column(primary_key)]` on a field, `#[table(primary_key(columns = [a, b]))]`, or \
                     `#[table(no_primary_key)]` if it shall have none",
                );
            }
            None
        }
    }
}

fn primary_key<'w>(fields: &[Placed<'w>], draft: &mut Draft<'w>, context: &mut Context<'w>) {
    let structure = draft.structure;
    let Some((key, columns)) = primary_columns(fields, draft, context) else { return };
    if structure.kind == Kind::Columns || columns.is_empty() {
        return;
    }
    if structure.attr.no_primary_key {
        context.report.error(key.span, "the table says `no_primary_key`", "remove one of the two");
    }
    for column in columns.iter().filter(|_| structure.attr.primary_key.is_some()) {
        if draft.table.column(&column.value).is_some_and(|column| column.nullable) {
            context.report.error(
                column.span,
                format!("`{}` is part of the primary key and cannot be NULL", column.value),
                "remove the `Option` from its type",
            );
        }
    }
    let naming = Naming {
        given: &key.name,
        renamed_from: &key.renamed_from,
        span: key.span,
        convention: name::primary_key(&draft.table.name.name),
        subject: Subject::Constraint,
    };
    let name = named(naming, draft, context);
    draft.table.primary_key = Some(PrimaryKey {
        name: Some(name),
        columns: values(&columns),
        include: values(&key.include),
        deferrable: key.deferrable.map(deferrable),
        orders: Vec::new(),
        on_conflict: key.on_conflict.clone(),
    });
}

/// Tables and indexes of one namespace share their names, and so do the indexes behind keys.
pub(super) fn one_relation_each(drafts: &[Draft<'_>], context: &mut Context<'_>) {
    let mut seen: BTreeMap<Name, Subject> = BTreeMap::new();
    for draft in drafts {
        seen.insert(draft.table.name.clone(), Subject::Table(draft.table.name.clone()));
    }
    for draft in drafts {
        let table = &draft.table;
        let indexes = table
            .indexes
            .iter()
            .map(|index| Subject::Index(table.name.clone(), index.index.name.clone()));
        let uniques = table.uniques.iter().filter_map(|unique| unique.name.clone());
        let keys = uniques.chain(table.primary_key.iter().filter_map(|key| key.name.clone()));
        let keys = keys.map(|name| Subject::Constraint(table.name.clone(), name));
        for subject in indexes.chain(keys) {
            let (Subject::Index(_, name) | Subject::Constraint(_, name)) = &subject else {
                continue;
            };
            let full = Name { namespace: table.name.namespace.clone(), name: name.clone() };
            let message = format!(
                "`{name}` of the table `{}` is also the name of what stands at ",
                table.name
            );
            let Some(other) = seen.insert(full, subject.clone()) else { continue };
            let within = matches!(&other, Subject::Index(name, _) | Subject::Constraint(name, _) if *name == table.name);
            if let (Some(place), false) = (context.place_of(&other), within) {
                let message = format!("{message}{place}");
                context.report.error_in(
                    draft.structure.file,
                    draft.structure.ident.span(),
                    message,
                    "tables, indexes and keys share their names; give this one another `name = \"…\"`",
                );
            }
        }
    }
}
