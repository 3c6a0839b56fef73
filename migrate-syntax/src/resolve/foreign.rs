//! Foreign keys: what they refer to, and whether that can be referred to.

use std::collections::{BTreeMap, BTreeSet};

use migrate::schema::{Action, ForeignKey, IndexKey, Name, Subject, Type, name};

use super::key::{Naming, deferrable, named, values};
use super::object::domain_name;
use super::{Context, Draft, Pending, table_name};
use crate::declare::Item;
use crate::scope::{self, Found};
use migrate_attr::item::Kind;
use migrate_attr::key::{Target, TargetTable};
use migrate_attr::suggest::did_you_mean;
use migrate_attr::value::Text;
use migrate_attr::value::Words;

/// What is known of a table that is referred to.
struct Referred {
    file: usize,
    primary_key: Vec<String>,
    /// Sets of columns that no two rows have alike.
    unique: Vec<Vec<String>>,
    /// The types, where the Rust type alone says them.
    columns: BTreeMap<String, Option<Type>>,
}

/// Looks up the foreign keys of all drafts, or of those that are in the files of `only`.
pub(super) fn resolve(
    drafts: &mut [Draft<'_>],
    only: Option<&BTreeSet<usize>>,
    context: &mut Context<'_>,
) {
    if drafts.iter().all(|draft| draft.foreign.is_empty()) {
        return;
    }
    let known: BTreeMap<Name, Referred> =
        drafts.iter().map(|draft| (draft.table.name.clone(), referred(draft))).collect();
    context.world.looks.drafted();
    for draft in drafts {
        let file = draft.structure.file;
        if only.is_some_and(|only| !only.contains(&file)) {
            continue;
        }
        context.begin(file);
        for pending in std::mem::take(&mut draft.foreign) {
            context.report.file = pending.file;
            add(&pending, &known, draft, context);
        }
    }
}

fn referred(draft: &Draft<'_>) -> Referred {
    let table = &draft.table;
    let whole =
        table.indexes.iter().filter(|index| index.index.unique && index.predicate.is_none());
    let indexes = whole.filter_map(|index| {
        let columns = index.parts.iter().map(|part| match &part.part.key {
            IndexKey::Column(column) => Some(column.clone()),
            IndexKey::Expr(_) => None,
        });
        columns.collect::<Option<Vec<String>>>()
    });
    Referred {
        file: draft.structure.file,
        unique: table.uniques.iter().map(|unique| unique.columns.clone()).chain(indexes).collect(),
        primary_key: table.primary_key.iter().flat_map(|key| key.columns.clone()).collect(),
        columns: table
            .columns
            .iter()
            .map(|column| (column.name.clone(), portable(column)))
            .collect(),
    }
}

/// The column's type; `None` where somebody wrote the database's own words and knows what they are doing.
fn portable(column: &crate::model::Column) -> Option<Type> {
    column.ty.clone().filter(|_| column.raw == Words::default())
}

fn add(
    pending: &Pending,
    known: &BTreeMap<Name, Referred>,
    draft: &mut Draft<'_>,
    context: &mut Context<'_>,
) {
    let foreign = &pending.foreign;
    let Some(target) = &foreign.target else { return };
    let Some(table) = target_table(target, pending.module, context) else { return };
    let Some(references) = references(pending, target, &table, known, draft, context) else {
        return;
    };
    let columns = values(&pending.columns);
    for action in [&foreign.on_delete, &foreign.on_update].into_iter().flatten() {
        check_action(&self::action(action), pending, draft, context);
    }
    let naming = Naming {
        given: &foreign.name,
        renamed_from: &foreign.renamed_from,
        span: foreign.span,
        convention: name::foreign_key(&draft.table.name.name, &columns, &table.name),
        subject: Subject::Constraint,
    };
    let name = named(naming, draft, context);
    draft.table.foreign_keys.push(ForeignKey {
        name: Some(name),
        columns,
        table,
        references,
        on_delete: foreign.on_delete.as_ref().map(action).unwrap_or_default(),
        on_update: foreign.on_update.as_ref().map(action).unwrap_or_default(),
        match_full: foreign.match_full,
        deferrable: foreign.deferrable.map(deferrable),
        not_valid: false,
    });
}

fn target_table(target: &Target, module: usize, context: &mut Context<'_>) -> Option<Name> {
    let path = match &target.table {
        TargetTable::Name { namespace, name } => {
            return Some(Name { namespace: namespace.clone(), name: name.clone() });
        }
        TargetTable::Rust(path) => scope::segments(path),
    };
    let world = context.world;
    if let Found::Item { module, name } = scope::find(world, module, &path)
        && let Some(Item::Struct(index)) = scope::item(world, module, &name)
        && let Some(structure) = world.structs.get(*index)
        && structure.kind == Kind::Table
    {
        return Some(table_name(structure));
    }
    if !world.partial {
        let tables = world.structs.iter().filter(|structure| structure.kind == Kind::Table);
        let known: Vec<String> = tables.map(|structure| structure.ident.to_string()).collect();
        let last = path.last().map(String::as_str).unwrap_or_default();
        let help = if known.iter().any(|known| known == last) {
            format!(
                "import it (`use …::{last};`), or refer to its table: `references = \"table.column\"`"
            )
        } else {
            did_you_mean(last, known.iter().map(String::as_str), "the tables' structs are")
        };
        context.report.error(
            target.span,
            format!("`{}` is no table's struct", path.join("::")),
            help,
        );
    }
    None
}

/// The columns referred to, spelled out.
fn references(
    pending: &Pending,
    target: &Target,
    table: &Name,
    known: &BTreeMap<Name, Referred>,
    draft: &Draft<'_>,
    context: &mut Context<'_>,
) -> Option<Vec<String>> {
    let mut columns = values(&target.columns);
    // A derive sees no table but its own, and of that perhaps not all.
    if context.world.partial {
        return (!columns.is_empty()).then_some(columns);
    }
    if let Some(file) = context.world.unread.get(table) {
        context.world.looks.need(*file);
        return None;
    }
    let Some(referred) = known.get(table) else {
        return unmodelled(pending, target, table, known, context).then_some(columns);
    };
    context.world.looks.at_drafts(referred.file);
    if columns.is_empty() {
        columns.clone_from(&referred.primary_key);
        if columns.is_empty() {
            let help = "say the column: `references = \"table.column\"`";
            context.report.error(
                target.span,
                format!("the table `{table}` has no primary key to refer to"),
                help,
            );
            return None;
        }
    }
    for column in &columns {
        if !referred.columns.contains_key(column) {
            let help = did_you_mean(
                column,
                referred.columns.keys().map(String::as_str),
                "its columns are",
            );
            context.report.error(
                target.span,
                format!("the table `{table}` has no column `{column}`"),
                help,
            );
            return None;
        }
    }
    if columns.len() != pending.columns.len() {
        let (own, other) = (pending.columns.len(), columns.len());
        context.report.error(
            target.span,
            format!("a key of {own} cannot refer to {other} columns of `{table}`"),
            "name as many columns on both sides: `foreign_key(columns = [a, b], references = \"t(a, b)\")`",
        );
        return None;
    }
    check_unique(&columns, target, table, referred, context);
    for (own, other) in pending.columns.iter().zip(&columns) {
        check_types(own, other, table, referred, draft, context);
    }
    Some(columns)
}

/// Whether it is said that no model describes the table; a report if not.
fn unmodelled(
    pending: &Pending,
    target: &Target,
    table: &Name,
    known: &BTreeMap<Name, Referred>,
    context: &mut Context<'_>,
) -> bool {
    if !pending.foreign.external {
        let names: Vec<String> = known.keys().map(ToString::to_string).collect();
        let help =
            did_you_mean(&table.to_string(), names.iter().map(String::as_str), "the tables are");
        context.report.error(
            target.span,
            format!("there is no table `{table}`"),
            format!("{help}; write `external` beside it if no model shall describe that table"),
        );
    } else if target.columns.is_empty() {
        let help = "write `references = \"table.column\"`";
        context.report.error(target.span, format!("no model tells the key of `{table}`"), help);
    }
    pending.foreign.external && !target.columns.is_empty()
}

fn check_unique(
    columns: &[String],
    target: &Target,
    table: &Name,
    referred: &Referred,
    context: &mut Context<'_>,
) {
    let sorted = |columns: &[String]| {
        let mut columns = columns.to_vec();
        columns.sort();
        columns
    };
    let wanted = sorted(columns);
    if !std::iter::once(&referred.primary_key)
        .chain(&referred.unique)
        .any(|key| sorted(key) == wanted)
    {
        context.report.error(
            target.span,
            format!(
                "`{table}({})` is neither primary key nor unique, so nothing can refer to it",
                columns.join(", ")
            ),
            "make it `unique` there, or refer to the primary key",
        );
    }
}

fn check_types(
    own: &Text,
    other: &str,
    table: &Name,
    referred: &Referred,
    draft: &Draft<'_>,
    context: &mut Context<'_>,
) {
    let Some(column) = draft.table.column(&own.value) else { return };
    let (Some(Some(ty)), Some(own_type)) = (referred.columns.get(other), portable(column)) else {
        return;
    };
    // A domain refers to what the type below it may refer to, which is told elsewhere.
    let is_domain = |ty: &Type| {
        let domains = 0..context.world.domains.len();
        let mut names = domains.filter_map(|index| domain_name(context.world, index));
        matches!(ty, Type::Named(name) if names.any(|domain| domain == *name))
    };
    if is_domain(&own_type) || is_domain(ty) {
        return;
    }
    if kind(&own_type) != kind(ty) {
        context.report.error(
            own.span,
            format!(
                "`{}` and `{table}.{other}`, to which it refers, have different types",
                own.value
            ),
            format!("make both the same; this one is `{}`", column.rust_type),
        );
    }
}

/// Types that may refer to each other are alike here.
fn kind(ty: &Type) -> Type {
    match ty {
        Type::Varchar(_) | Type::Char(_) | Type::Text => Type::Text,
        Type::Decimal(_) => Type::Decimal(None),
        other => other.clone(),
    }
}

fn action(found: &migrate_attr::key::Action) -> Action {
    use migrate_attr::key::Action as Said;
    match found {
        Said::NoAction => Action::NoAction,
        Said::Restrict => Action::Restrict,
        Said::Cascade => Action::Cascade,
        Said::SetNull(columns) => Action::SetNull(columns.clone()),
        Said::SetDefault(columns) => Action::SetDefault(columns.clone()),
    }
}

fn check_action(action: &Action, pending: &Pending, draft: &Draft<'_>, context: &mut Context<'_>) {
    let (some, null) = match action {
        Action::SetNull(some) => (some, true),
        Action::SetDefault(some) => (some, false),
        Action::NoAction | Action::Restrict | Action::Cascade => return,
    };
    for name in some {
        if !pending.columns.iter().any(|column| column.value == *name) {
            let help = "name some of the key's own columns";
            context.report.error(
                pending.foreign.span,
                format!("`{name}` is no column of this key"),
                help,
            );
        }
    }
    let mut columns =
        pending.columns.iter().filter(|column| some.is_empty() || some.contains(&column.value));
    let refused = columns.find(|column| {
        let found = draft.table.column(&column.value);
        found.is_some_and(|found| !found.nullable && (null || found.default.is_none()))
    });
    let Some(column) = refused else { return };
    if null {
        context.report.error(
            column.span,
            format!("`{}` cannot be set to NULL, and the key would", column.value),
            "make it an `Option<…>`, or choose `cascade` or `restrict`",
        );
    } else {
        context.report.error(
            column.span,
            format!("`{}` has no default to be set to", column.value),
            "add `default = …`, make it an `Option<…>`, or choose another action",
        );
    }
}
