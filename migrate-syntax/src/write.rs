//! A schema to the source of `table.rs` files: the way back of what the rest of this crate reads. Writes no file, and what
//! models have no words for it leaves out: who adopts a table parses what was written and compares.

mod column;
mod key;
mod kind;
mod name;

use std::collections::{BTreeMap, BTreeSet};

use migrate::dialect::Dialect;
use migrate::schema::{self, Name, Schema};

pub use kind::Moments;
pub use name::{module, structure};

/// What decides how models are written.
#[derive(Debug)]
pub struct Writer<'a> {
    /// The database that is written down.
    pub dialect: &'a dyn Dialect,
    /// Its physical schema.
    pub schema: &'a Schema,
    /// Revisions are written for no other dialect, so that its words need not be told apart.
    pub alone: bool,
    /// The crate that moments and days are taken from.
    pub moments: Moments,
    /// The tables that have or get a model.
    pub modelled: BTreeSet<Name>,
    /// The enums that have or get a Rust enum: its name, and the module that it is in.
    pub enums: BTreeMap<Name, (String, String)>,
    /// The domains that have or get a struct: its name, and the module that it is in.
    pub domains: BTreeMap<Name, (String, String)>,
    /// Tables whose columns say their types in the database's own words, where a Rust type alone would not do.
    pub exact: BTreeSet<Name>,
}

/// The types that stand in the file of a table.
#[derive(Debug, Default)]
pub struct Own<'a> {
    /// Enums.
    pub enums: Vec<&'a schema::Enum>,
    /// Domains.
    pub domains: Vec<&'a schema::Domain>,
}

/// What is added to a struct that is there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Addition {
    /// Whole attributes, `#[table(…)]`.
    pub attributes: Vec<String>,
    /// Whole fields, with their attributes, without the comma.
    pub fields: Vec<String>,
}

impl Writer<'_> {
    /// The text of a file that holds one table, and the types of `own`, which stand in it.
    pub fn file(&self, table: &schema::Table, own: &Own<'_>) -> String {
        let here = module(&table.name);
        let mut used: BTreeSet<&(String, String)> = BTreeSet::new();
        for column in &table.columns {
            let schema::Type::Named(name) = column.ty.element() else { continue };
            if !own.enums.iter().any(|one| one.name == *name) {
                used.extend(self.enums.get(name));
            }
            if !own.domains.iter().any(|one| one.name == *name) {
                used.extend(self.domains.get(name));
            }
        }
        let mut text = format!("//! The table `{}`.\n\n", table.name);
        let mut derives = vec!["Table"];
        derives.extend((!own.enums.is_empty()).then_some("Enum"));
        derives.extend((!own.domains.is_empty()).then_some("Domain"));
        derives.sort_unstable();
        match derives.as_slice() {
            [one] => text.push_str(&format!("use migrate::{one};\n")),
            several => text.push_str(&format!("use migrate::{{{}}};\n", several.join(", "))),
        }
        for (ident, module) in used {
            text.push_str(&format!("use crate::{module}::{ident};\n"));
        }
        for one in &own.domains {
            text.push('\n');
            text.push_str(&self.domain(one));
        }
        for one in &own.enums {
            text.push('\n');
            text.push_str(&self.enumeration(one));
        }
        text.push('\n');
        text.push_str(&self.structure(table, &here));
        text
    }

    fn structure(&self, table: &schema::Table, module: &str) -> String {
        let ident = structure(&table.name);
        let types = self.enums.values().chain(self.domains.values());
        let taken = types.into_iter().any(|(other, of)| *other == ident && of.contains(module));
        let ident = if taken { format!("{ident}Row") } else { ident };
        let mut text = documented(table.comment.as_deref(), "");
        text.push_str("#[derive(Debug, Clone, Table)]\n");
        text.push_str(&attribute("table", &self.table_words(table), ""));
        text.push_str(&format!("pub struct {ident} {{\n"));
        let mut taken = BTreeSet::new();
        for column in &table.columns {
            let field = self.field(table, column, &mut taken);
            text.push_str(&field);
            text.push_str(",\n");
        }
        text.push_str("}\n");
        text
    }

    fn domain(&self, one: &schema::Domain) -> String {
        let ident =
            self.domains.get(&one.name).map_or_else(|| structure(&one.name), |of| of.0.clone());
        let kind = self.kind(&schema::Table::default(), &one.ty);
        let mut words = Vec::new();
        if migrate_attr::item::snake_case(&ident) != one.name.name {
            words.push(format!("name = {:?}", one.name.name));
        }
        words.extend(one.name.namespace.iter().map(|space| format!("schema = {space:?}")));
        words.extend(kind.words);
        words.extend(one.default.iter().map(|default| self.default(&one.ty, default)));
        if !one.nullable {
            words.push("not_null".to_owned());
        }
        words.extend(one.collation.iter().map(|collation| self.sql("collation", collation)));
        words.extend(one.checks.iter().map(|check| self.check_words(check)));
        let attribute = attribute("domain", &words, "");
        format!(
            "#[derive(Debug, Clone, PartialEq, Domain)]\n{attribute}pub struct {ident}(pub {});\n",
            kind.rust
        )
    }

    fn enumeration(&self, one: &schema::Enum) -> String {
        let ident =
            self.enums.get(&one.name).map_or_else(|| structure(&one.name), |of| of.0.clone());
        let mut words = Vec::new();
        if migrate_attr::item::snake_case(&ident) != one.name.name {
            words.push(format!("name = {:?}", one.name.name));
        }
        words.extend(one.name.namespace.iter().map(|space| format!("schema = {space:?}")));
        words.extend(one.comment.iter().map(|comment| format!("comment = {comment:?}")));
        let mut text = documented(one.comment.as_deref(), "");
        text.push_str("#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]\n");
        text.push_str(&attribute("enumeration", &words, ""));
        text.push_str(&format!("pub enum {ident} {{\n"));
        let mut taken = BTreeSet::new();
        for value in &one.values {
            let variant = name::free(name::camel(value), &mut taken, "Value");
            if migrate_attr::item::snake_case(&variant) != *value {
                text.push_str(&format!("    #[value(name = {value:?})]\n"));
            }
            text.push_str(&format!("    {variant},\n"));
        }
        text.push_str("}\n");
        text
    }

    /// What gives the struct of a table these columns, indexes and constraints as well; each is one of `table`'s.
    pub fn addition(&self, table: &schema::Table, added: &Added) -> Addition {
        let mut addition = Addition::default();
        let mut taken: BTreeSet<String> = added.taken.clone();
        let part = schema::Table {
            name: table.name.clone(),
            options: schema::TableOptions {
                strict: table.options.strict,
                ..schema::TableOptions::default()
            },
            columns: table.columns.clone(),
            primary_key: None,
            uniques: table.uniques.iter().filter(|one| added.has(&one.name)).cloned().collect(),
            foreign_keys: table
                .foreign_keys
                .iter()
                .filter(|one| added.has(&one.name))
                .cloned()
                .collect(),
            checks: table.checks.iter().filter(|one| added.has(&one.name)).cloned().collect(),
            excludes: table
                .excludes
                .iter()
                .filter(|one| added.constraints.contains(&one.name))
                .cloned()
                .collect(),
            indexes: table
                .indexes
                .iter()
                .filter(|one| added.indexes.contains(&one.name))
                .cloned()
                .collect(),
            ..schema::Table::default()
        };
        for column in table.columns.iter().filter(|column| added.columns.contains(&column.name)) {
            addition.fields.push(self.field(&part, column, &mut taken));
        }
        let on_field = |columns: &[String]| match columns {
            [only] => added.columns.contains(only),
            _ => false,
        };
        let words = self.key_words(&part, &on_field);
        addition.attributes.extend(words.into_iter().map(|word| format!("#[table({word})]")));
        addition
    }
}

/// The parts of a table that are added to its struct, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Added {
    /// Columns.
    pub columns: BTreeSet<String>,
    /// Indexes.
    pub indexes: BTreeSet<String>,
    /// Constraints.
    pub constraints: BTreeSet<String>,
    /// The names of fields that are there.
    pub taken: BTreeSet<String>,
}

impl Added {
    fn has(&self, name: &Option<String>) -> bool {
        name.as_ref().is_some_and(|name| self.constraints.contains(name))
    }
}

/// The longest line.
const WIDTH: usize = 100;

/// `#[word(…)]` on a line of its own, or nothing if there is nothing to say.
fn attribute(word: &str, words: &[String], indent: &str) -> String {
    if words.is_empty() {
        return String::new();
    }
    let line = format!("{indent}#[{word}({})]\n", words.join(", "));
    if line.chars().count() <= WIDTH + 1 {
        return line;
    }
    let lines: Vec<String> = words.iter().map(|word| format!("{indent}    {word}")).collect();
    format!("{indent}#[{word}(\n{}\n{indent})]\n", lines.join(",\n"))
}

/// A comment of the database as one of the source.
fn documented(comment: Option<&str>, indent: &str) -> String {
    let lines = comment.into_iter().flat_map(str::lines).map(str::trim);
    lines.filter(|line| !line.is_empty()).map(|line| format!("{indent}/// {line}\n")).collect()
}
