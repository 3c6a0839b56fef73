//! Declarations to models: names are looked up, columns put together, and everything is held against everything else.
//! What is wrong on one database only is not told here but by [`Models::check`].

mod column;
mod default;
mod foreign;
mod index;
mod key;
mod object;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use migrate::schema::{Enum as SchemaEnum, Name, Subject, TableOptions};
use proc_macro2::Span;
use syn::ext::IdentExt;

pub(crate) use column::ASPECTS;

use crate::declare::World;
use crate::model::{Enum, Models, Table};
use crate::place::Place;
use crate::scope::{self, Found};
use migrate_attr::item::{Enumeration, Field, Kind, Struct, snake_case, type_span, value_name};
use migrate_attr::key::Foreign;
use migrate_attr::report::Report;
use migrate_attr::value::{Text, valid_identifier};

/// What resolving reads and writes.
struct Context<'w> {
    world: &'w World,
    paths: &'w [PathBuf],
    report: Report,
    /// Of each file, where what it asks for is written.
    places: BTreeMap<usize, BTreeMap<Subject, Place>>,
}

/// A table whose foreign keys are not looked up yet.
struct Draft<'w> {
    structure: &'w Struct,
    table: Table,
    /// Where each column stands, by its name.
    spans: BTreeMap<String, (usize, Span)>,
    foreign: Vec<Pending>,
    /// All columns are known; not so where a derive cannot see the shared ones.
    complete: bool,
}

/// A foreign key, and where it is written.
struct Pending {
    file: usize,
    module: usize,
    foreign: Foreign,
    columns: Vec<Text>,
}

/// A field, and where it is written: its own struct, or shared columns.
#[derive(Clone, Copy)]
struct Placed<'w> {
    file: usize,
    module: usize,
    field: &'w Field,
}

impl Context<'_> {
    /// What follows is said for that file.
    fn begin(&mut self, file: usize) {
        self.report.file = file;
        self.world.looks.begin(file);
    }

    /// Where a subject that the file itself asks for is written.
    fn own_place(&self, subject: &Subject) -> Option<&Place> {
        self.places.get(&self.world.looks.owner())?.get(subject)
    }

    /// Where a subject is written, whichever file asks for it.
    fn place_of(&self, subject: &Subject) -> Option<&Place> {
        self.places.values().rev().find_map(|places| places.get(subject))
    }

    fn place(&self, file: usize, span: Span) -> Place {
        let start = span.start();
        Place {
            path: self.paths.get(file).cloned().unwrap_or_default(),
            line: start.line,
            column: start.column + 1,
        }
    }

    fn mark(&mut self, subject: Subject, file: usize, span: Span) {
        let place = self.place(file, span);
        self.places.entry(self.world.looks.owner()).or_default().insert(subject, place);
    }
}

/// What each file of `world` asks for; what is wrong is added to `report`. With `only`, no more is looked up than these
/// files need, and no other's answer is whole.
pub(crate) fn resolve(
    world: &World,
    paths: &[PathBuf],
    only: Option<&BTreeSet<usize>>,
    report: Report,
) -> (Vec<Models>, Report) {
    let mut context = Context { world, paths, report, places: BTreeMap::new() };
    let mut parts = vec![Models::default(); paths.len()];
    enums(&mut context, &mut parts);
    object::domains(&mut context, &mut parts);
    object::beside(&mut context, &mut parts);
    let mut drafts = Vec::new();
    for structure in &world.structs {
        context.begin(structure.file);
        let draft = draft(structure, &mut context);
        match structure.kind {
            Kind::Table => drafts.push(draft),
            // Read for what is wrong in them alone.
            Kind::Columns => {}
        }
    }
    one_name_each(&drafts, &mut context);
    foreign::resolve(&mut drafts, only, &mut context);
    key::one_relation_each(&drafts, &mut context);
    for draft in drafts {
        if let Some(part) = parts.get_mut(draft.structure.file) {
            part.tables.push(draft.table);
        }
    }
    for (file, places) in context.places {
        if let Some(part) = parts.get_mut(file) {
            part.places = places;
        }
    }
    (parts, context.report)
}

fn enums(context: &mut Context<'_>, parts: &mut [Models]) {
    let mut seen: BTreeMap<Name, (usize, Span)> = BTreeMap::new();
    for found in &context.world.enums {
        context.begin(found.file);
        let name = enum_name(found);
        let span = found.attr.name.as_ref().map_or_else(|| found.ident.span(), |name| name.span);
        valid_identifier(&name.name, span, &mut context.report);
        if let Some((file, other)) = seen.insert(name.clone(), (found.file, span)) {
            let place = context.place(file, other);
            context.report.error(
                span,
                format!("two enums are called `{name}`; the other is at {place}"),
                "give one of them another `#[enumeration(name = \"…\")]`",
            );
            continue;
        }
        context.mark(Subject::Enum(name.clone()), found.file, found.ident.span());
        let mut renamed = BTreeMap::new();
        let mut values = Vec::new();
        for (ident, attr) in &found.variants {
            let value = value_name(ident, attr);
            if let Some(previous) = &attr.renamed_from {
                renamed.insert(value.clone(), previous.value.clone());
            }
            values.push(value);
        }
        let Some(part) = parts.get_mut(found.file) else { continue };
        part.enums.push(Enum {
            value: SchemaEnum {
                name,
                values,
                comment: found.attr.comment.as_ref().map(|text| text.value.clone()),
            },
            rust_name: found.ident.unraw().to_string(),
            place: context.place(found.file, found.ident.span()),
            renamed_from: found
                .attr
                .renamed_from
                .as_ref()
                .map(|text| name_of(&text.value, &found.attr.schema)),
            renamed,
        });
    }
}

/// A name that may have its namespace before it; else it lives where its owner lives.
fn name_of(text: &str, namespace: &Option<Text>) -> Name {
    match (text.split_once('.'), namespace) {
        (Some((namespace, name)), _) => Name::within(namespace, name),
        (None, Some(namespace)) => Name::within(namespace.value.clone(), text),
        (None, None) => Name::new(text),
    }
}

fn named(given: &Option<Text>, ident: &proc_macro2::Ident, namespace: &Option<Text>) -> Name {
    let name = given
        .as_ref()
        .map_or_else(|| snake_case(&ident.unraw().to_string()), |text| text.value.clone());
    Name { namespace: namespace.as_ref().map(|text| text.value.clone()), name }
}

fn enum_name(found: &Enumeration) -> Name {
    named(&found.attr.name, &found.ident, &found.attr.schema)
}

/// What a struct's table is called.
pub(crate) fn table_name(structure: &Struct) -> Name {
    named(&structure.attr.name, &structure.ident, &structure.attr.schema)
}

fn draft<'w>(structure: &'w Struct, context: &mut Context<'w>) -> Draft<'w> {
    let (attr, name) = (&structure.attr, table_name(structure));
    let span = attr.name.as_ref().map_or_else(|| structure.ident.span(), |name| name.span);
    valid_identifier(&name.name, span, &mut context.report);
    context.mark(Subject::Table(name.clone()), structure.file, structure.ident.span());
    let table = Table {
        rust_name: structure.ident.unraw().to_string(),
        place: context.place(structure.file, structure.ident.span()),
        columns: Vec::new(),
        primary_key: None,
        uniques: Vec::new(),
        foreign_keys: Vec::new(),
        checks: Vec::new(),
        excludes: Vec::new(),
        indexes: Vec::new(),
        comment: attr.comment.as_ref().map(|text| text.value.clone()),
        options: TableOptions {
            strict: attr.strict,
            without_rowid: attr.without_rowid,
            unlogged: attr.unlogged,
            partition_by: attr.partition_by.as_ref().map(|text| text.value.clone()),
            with: attr.with.clone(),
            ..TableOptions::default()
        },
        renamed_from: attr.renamed_from.as_ref().map(|text| name_of(&text.value, &attr.schema)),
        renamed: BTreeMap::new(),
        name,
    };
    let mut draft =
        Draft { structure, table, spans: BTreeMap::new(), foreign: Vec::new(), complete: true };
    let mut fields = Vec::new();
    collect(structure, &mut fields, &mut Vec::new(), &mut draft.complete, context);
    // Exactly: models may hold ten thousand columns.
    draft.table.columns.reserve_exact(fields.len());
    for placed in &fields {
        column::add(*placed, &mut draft, context);
    }
    key::add(&fields, &mut draft, context);
    context.report.file = structure.file;
    if draft.table.columns.is_empty() && draft.complete && structure.kind == Kind::Table {
        context.report.error(structure.ident.span(), "a table needs a column", "add a field");
    }
    draft
}

/// The fields of a struct with those of shared columns in their places.
fn collect<'w>(
    structure: &'w Struct,
    fields: &mut Vec<Placed<'w>>,
    within: &mut Vec<&'w Struct>,
    complete: &mut bool,
    context: &mut Context<'w>,
) {
    if within.iter().any(|outer| std::ptr::eq(*outer, structure)) {
        context.report.error_in(
            structure.file,
            structure.ident.span(),
            format!("`{}` flattens itself", structure.ident),
            "remove one of the `flatten`",
        );
        return;
    }
    within.push(structure);
    for field in &structure.fields {
        let placed = Placed { file: structure.file, module: structure.module, field };
        context.report.file = structure.file;
        if let (Some(_), Some(other)) = (field.attr.flatten.or(field.attr.skip), field.attr.other) {
            context.report.error(
                other,
                format!("`{}` is no column of its own, so this says nothing", field.ident),
                "remove it, or `flatten` and `skip`",
            );
        }
        if field.attr.flatten.is_some() {
            match shared(placed, context) {
                Some(Some(inner)) => collect(inner, fields, within, complete, context),
                Some(None) => {}
                None => *complete = false,
            }
        } else if field.attr.skip.is_none() {
            fields.push(placed);
        }
    }
    within.pop();
}

/// The shared columns that a flattened field has; `Some(None)` if it has none and that was told, `None` if they are not to
/// be seen from here.
fn shared<'w>(placed: Placed<'w>, context: &mut Context<'w>) -> Option<Option<&'w Struct>> {
    let world = context.world;
    let ty = &placed.field.ty;
    let span = type_span(ty).unwrap_or_else(|| placed.field.ident.span());
    let mut found = Found::Nothing;
    if let syn::Type::Path(path) = ty {
        let segments = scope::segments(path.path.segments.iter().map(|segment| &segment.ident));
        found = scope::find(world, placed.module, &segments);
        if segments.last().is_some_and(|last| last == "Option") {
            context.report.error(
                span,
                "shared columns cannot be NULL as a whole",
                "flatten the struct itself and make its fields `Option<…>`",
            );
            return Some(None);
        }
    }
    if let Found::Item { module, name } = &found
        && let Some(crate::declare::Item::Struct(index)) = scope::item(world, *module, name)
        && let Some(structure) = world.structs.get(*index)
        && structure.kind == Kind::Columns
    {
        return Some(Some(structure));
    }
    if world.partial {
        return None;
    }
    context.report.error(
        span,
        format!("`{}` is not known as shared columns", crate::ty::text(ty)),
        "derive `migrate::Columns` on that struct, and keep it in a `table.rs` or in a module that this file imports",
    );
    Some(None)
}

/// Two structs with one table would be two truths.
fn one_name_each(drafts: &[Draft<'_>], context: &mut Context<'_>) {
    let mut seen: BTreeMap<&Name, &Draft<'_>> = BTreeMap::new();
    for draft in drafts {
        let Some(other) = seen.insert(&draft.table.name, draft) else { continue };
        for (one, another) in [(draft, other), (other, draft)] {
            let span = one
                .structure
                .attr
                .name
                .as_ref()
                .map_or_else(|| one.structure.ident.span(), |name| name.span);
            context.report.error_in(
                one.structure.file,
                span,
                format!(
                    "two structs are the table `{}`; the other is at {}",
                    one.table.name, another.table.place
                ),
                "give one of them another `#[table(name = \"…\")]`",
            );
        }
    }
}
