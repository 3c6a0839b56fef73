//! A schema as compact text, one line for each part, for tests to show and compare. Not SQL, and never read back.

use std::fmt::Write as _;

use migrate::schema::{
    Action, Column, Deferrable, Domain, ForeignKey, IdentityKind, Index, IndexKey, IndexPart,
    KeyOrder, Schema, SequenceOptions, Table, Trigger, Type, View,
};

use crate::is_chosen_by_server;

/// The schema as text; two schemas are equal if their texts are.
pub fn dump(schema: &Schema) -> String {
    let mut out = String::new();
    for name in &schema.namespaces {
        line(&mut out, 0, &format!("namespace {name}"));
    }
    for (name, namespace) in &schema.extensions {
        let within = namespace.as_ref().map(|name| format!(" in {name}")).unwrap_or_default();
        line(&mut out, 0, &format!("extension {name}{within}"));
    }
    for found in schema.enums.values() {
        let comment = comment(found.comment.as_deref());
        line(&mut out, 0, &format!("enum {} ({}){comment}", found.name, found.values.join(", ")));
    }
    schema.domains.values().for_each(|domain| self::domain(&mut out, domain));
    for sequence in schema.sequences.values() {
        let ty = sequence.ty.as_ref().map(|ty| format!(" {}", self::ty(ty))).unwrap_or_default();
        let owner =
            sequence.owned_by.as_ref().map(|(table, column)| format!(" of {table}.{column}"));
        let options = options(&sequence.options);
        line(
            &mut out,
            0,
            &format!("sequence {}{ty}{options}{}", sequence.name, owner.unwrap_or_default()),
        );
    }
    schema.tables.values().for_each(|table| self::table(&mut out, table));
    schema.views.values().for_each(|view| self::view(&mut out, view));
    for function in schema.functions.values() {
        line(&mut out, 0, &format!("function {}", function.name));
        line(&mut out, 1, &words(&function.sql));
    }
    out
}

fn line(out: &mut String, depth: usize, text: &str) {
    writeln!(out, "{}{text}", "  ".repeat(depth)).expect("a string takes text");
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn comment(text: Option<&str>) -> String {
    text.map(|text| format!(" comment {text:?}")).unwrap_or_default()
}

fn ty(ty: &Type) -> String {
    match ty {
        Type::Raw(text) => text.clone(),
        Type::Named(name) => format!("<{name}>"),
        Type::Array(element) => format!("{}[]", self::ty(element)),
        other => format!("{other:?}"),
    }
}

fn options(options: &SequenceOptions) -> String {
    let SequenceOptions { start, increment, min, max, cache, cycle } = options;
    let mut out = String::new();
    for (name, value) in
        [("start", start), ("increment", increment), ("min", min), ("max", max), ("cache", cache)]
    {
        if let Some(value) = value {
            let _ = write!(out, " {name} {value}");
        }
    }
    out + if *cycle { " cycle" } else { "" }
}

fn domain(out: &mut String, domain: &Domain) {
    let mut text = format!("domain {} {}", domain.name, ty(&domain.ty));
    if !domain.nullable {
        text.push_str(" not null");
    }
    if let Some(default) = &domain.default {
        let _ = write!(text, " default {default}");
    }
    if let Some(collation) = &domain.collation {
        let _ = write!(text, " collate {collation}");
    }
    line(out, 0, &text);
    for check in &domain.checks {
        let valid = if check.not_valid { " not valid" } else { "" };
        line(out, 1, &format!("check{} {}{valid}", name(check.name.as_deref()), check.expr));
    }
}

fn name(name: Option<&str>) -> String {
    name.map(|name| format!(" {name}")).unwrap_or_default()
}

fn table(out: &mut String, table: &Table) {
    let options = &table.options;
    let mut text = format!("table {}{}", table.name, comment(table.comment.as_deref()));
    for (said, word) in [
        (options.strict, "strict"),
        (options.without_rowid, "without rowid"),
        (options.unlogged, "unlogged"),
    ] {
        if said {
            let _ = write!(text, " {word}");
        }
    }
    if let Some(by) = &options.partition_by {
        let _ = write!(text, " partition by {by}");
    }
    if let Some((parent, bounds)) = &options.partition_of {
        let _ = write!(text, " partition of {parent} {bounds}");
    }
    for parent in &options.inherits {
        let _ = write!(text, " inherits {parent}");
    }
    if !options.with.is_empty() {
        let _ = write!(text, " with {:?}", options.with);
    }
    if let Some(module) = &options.module {
        let _ = write!(text, " using {module}");
    }
    line(out, 0, &text);
    table.columns.iter().for_each(|column| line(out, 1, &self::column(column)));
    constraints(out, table);
    table.indexes.iter().for_each(|index| line(out, 1, &self::index(index)));
    triggers(out, &table.triggers);
}

fn triggers(out: &mut String, triggers: &[Trigger]) {
    for trigger in triggers {
        line(out, 1, &format!("trigger {}: {}", trigger.name, words(&trigger.sql)));
    }
}

fn column(column: &Column) -> String {
    let mut text = format!("{} {}", column.name, ty(&column.ty));
    if !column.nullable {
        text.push_str(" not null");
        if let Some(name) = column.not_null_name.as_ref().filter(|name| !is_chosen_by_server(name))
        {
            let _ = write!(text, " called {name}");
        }
        text.push_str(&conflict(column.null_conflict.as_deref()));
    }
    if let Some(default) = &column.default {
        let _ = write!(text, " default {default}");
    }
    if let Some(generated) = &column.generated {
        let kept = if generated.stored { "stored" } else { "virtual" };
        let _ = write!(text, " generated {kept} {}", generated.expr);
    }
    if let Some(identity) = &column.identity {
        let kind = match identity.kind {
            IdentityKind::ByDefault => "by default",
            IdentityKind::Always => "always",
            IdentityKind::Serial => "serial",
        };
        let _ = write!(text, " identity {kind}{}", options(&identity.options));
        if let Some(sequence) = &identity.sequence {
            let _ = write!(text, " sequence {sequence}");
        }
    }
    if let Some(collation) = &column.collation {
        let _ = write!(text, " collate {collation}");
    }
    text + &comment(column.comment.as_deref())
}

fn deferrable(deferrable: Option<Deferrable>) -> &'static str {
    match deferrable {
        None => "",
        Some(Deferrable::Immediate) => " deferrable",
        Some(Deferrable::Deferred) => " deferred",
    }
}

fn include(columns: &[String]) -> String {
    if columns.is_empty() { String::new() } else { format!(" include ({})", columns.join(", ")) }
}

fn conflict(word: Option<&str>) -> String {
    word.map(|word| format!(" on conflict {word}")).unwrap_or_default()
}

/// The columns of a key, each with its collation and order where it says one.
fn ordered(columns: &[String], orders: &[KeyOrder]) -> String {
    let plain = KeyOrder::default();
    let one = |(at, column): (usize, &String)| {
        let order = orders.get(at).unwrap_or(&plain);
        let collation =
            order.collation.as_ref().map(|name| format!(" collate {name}")).unwrap_or_default();
        format!("{column}{collation}{}", if order.descending { " desc" } else { "" })
    };
    columns.iter().enumerate().map(one).collect::<Vec<_>>().join(", ")
}

fn constraints(out: &mut String, table: &Table) {
    if let Some(key) = &table.primary_key {
        let (name, columns) = (name(key.name.as_deref()), ordered(&key.columns, &key.orders));
        let tail = format!("{}{}", include(&key.include), deferrable(key.deferrable));
        let conflict = conflict(key.on_conflict.as_deref());
        line(out, 1, &format!("primary key{name} ({columns}){tail}{conflict}"));
    }
    for key in &table.uniques {
        let (name, columns) = (name(key.name.as_deref()), ordered(&key.columns, &key.orders));
        let nulls = if key.nulls_not_distinct { " nulls not distinct" } else { "" };
        let conflict = conflict(key.on_conflict.as_deref());
        let tail =
            format!("{}{nulls}{}{conflict}", include(&key.include), deferrable(key.deferrable));
        line(out, 1, &format!("unique{name} ({columns}){tail}"));
    }
    table.foreign_keys.iter().for_each(|key| line(out, 1, &foreign_key(key)));
    for check in &table.checks {
        let valid = if check.not_valid { " not valid" } else { "" };
        let inherit = if check.no_inherit { " no inherit" } else { "" };
        line(
            out,
            1,
            &format!("check{} {}{valid}{inherit}", name(check.name.as_deref()), check.expr),
        );
    }
    for exclude in &table.excludes {
        line(
            out,
            1,
            &format!(
                "exclude {} {}{}",
                exclude.name,
                exclude.definition,
                deferrable(exclude.deferrable)
            ),
        );
    }
}

fn foreign_key(key: &ForeignKey) -> String {
    let action = |word: &str, action: &Action| {
        let (what, columns): (_, &[String]) = match action {
            Action::NoAction => return String::new(),
            Action::Restrict => ("restrict", &[]),
            Action::Cascade => ("cascade", &[]),
            Action::SetNull(columns) => ("set null", columns),
            Action::SetDefault(columns) => ("set default", columns),
        };
        let columns =
            if columns.is_empty() { String::new() } else { format!(" ({})", columns.join(", ")) };
        format!(" on {word} {what}{columns}")
    };
    format!(
        "foreign key{} ({}) -> {} ({}){}{}{}{}{}",
        name(key.name.as_deref()),
        key.columns.join(", "),
        key.table,
        key.references.join(", "),
        action("delete", &key.on_delete),
        action("update", &key.on_update),
        if key.match_full { " match full" } else { "" },
        deferrable(key.deferrable),
        if key.not_valid { " not valid" } else { "" },
    )
}

fn index(index: &Index) -> String {
    let mut text = format!("{}index {}", if index.unique { "unique " } else { "" }, index.name);
    if let Some(method) = &index.method {
        let _ = write!(text, " using {method}");
    }
    let parts: Vec<_> = index.parts.iter().map(part).collect();
    let _ = write!(text, " ({}){}", parts.join(", "), include(&index.include));
    if index.nulls_not_distinct {
        text.push_str(" nulls not distinct");
    }
    if !index.with.is_empty() {
        let _ = write!(text, " with {:?}", index.with);
    }
    if let Some(predicate) = &index.predicate {
        let _ = write!(text, " where {predicate}");
    }
    text + &comment(index.comment.as_deref())
}

fn part(part: &IndexPart) -> String {
    let mut text = match &part.key {
        IndexKey::Column(name) => name.clone(),
        IndexKey::Expr(expr) => format!("({expr})"),
    };
    if let Some(collation) = &part.collation {
        let _ = write!(text, " collate {collation}");
    }
    if let Some(opclass) = &part.opclass {
        let _ = write!(text, " {opclass}");
    }
    text.push_str(if part.descending { " desc" } else { "" });
    text + match part.nulls_first {
        None => "",
        Some(true) => " nulls first",
        Some(false) => " nulls last",
    }
}

fn view(out: &mut String, view: &View) {
    let kind = if view.materialized { "materialized view" } else { "view" };
    line(
        out,
        0,
        &format!("{kind} {}{}: {}", view.name, comment(view.comment.as_deref()), words(&view.sql)),
    );
    for (table, column) in &view.reads {
        line(out, 1, &format!("reads {table}.{}", column.as_deref().unwrap_or("*")));
    }
    view.indexes.iter().for_each(|index| line(out, 1, &self::index(index)));
    triggers(out, &view.triggers);
}
