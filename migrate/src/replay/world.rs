//! The schema while statements are applied to it, and what a connection would remember between them. Finds things by
//! name as the database does.

use std::collections::{BTreeMap, BTreeSet};

use super::cursor::Reason;
use super::register::{Register, Watched};
use crate::dialect::{Capability, Dialect};
use crate::schema::{Column, Name, Schema, Table, Type};

/// The schema and the state of the connection.
pub(super) struct World<'a> {
    pub(super) dialect: &'a dyn Dialect,
    pub(super) capability: &'static Capability,
    pub(super) schema: Watched<'a>,
    /// `search_path`: where names without a namespace are looked for; the default namespace if it is empty.
    pub(super) path: Vec<String>,
    /// Temporary tables and views: known, so that what is done to them is no error, and no part of the schema.
    pub(super) temporary: BTreeSet<String>,
    /// SQLite's `legacy_alter_table`: a rename does not reach into other objects.
    pub(super) legacy_rename: bool,
    /// Whether the text has a `ROLLBACK` anywhere.
    pub(super) takes_back: bool,
    /// What `ROLLBACK` goes back to, with the savepoint's name; only kept when the text has a `ROLLBACK`.
    pub(super) saved: Vec<(Option<String>, Schema)>,
}

impl<'a> World<'a> {
    /// `schema`, of which `register` knows all that has changed since it was last used.
    pub(super) fn new(
        dialect: &'a dyn Dialect,
        schema: &'a mut Schema,
        register: &'a mut Register,
    ) -> Self {
        World {
            dialect,
            capability: dialect.capability(),
            schema: Watched::new(schema, register),
            path: Vec::new(),
            temporary: BTreeSet::new(),
            legacy_rename: false,
            takes_back: false,
            saved: Vec::new(),
        }
    }

    /// Whether two names are one.
    pub(super) fn same(&self, a: &str, b: &str) -> bool {
        same(self.capability, a, b)
    }

    /// The namespace as a schema holds it: the default one is `None`.
    fn namespace(&self, written: &str) -> Option<String> {
        (!self.same(written, self.capability.default_namespace)).then(|| written.to_owned())
    }

    /// The full name of something new that is written as `name`.
    pub(super) fn place(&self, name: &Name) -> Name {
        let namespace = name.namespace.as_deref().or(self.path.first().map(String::as_str));
        Name {
            namespace: namespace.and_then(|namespace| self.namespace(namespace)),
            name: name.name.clone(),
        }
    }

    /// The full names that `name` may mean, in the order in which they are tried.
    fn meanings(&self, name: &Name) -> Vec<Name> {
        if name.namespace.is_some() || self.path.is_empty() {
            return vec![match &name.namespace {
                Some(namespace) => {
                    Name { namespace: self.namespace(namespace), name: name.name.clone() }
                }
                None => name.clone(),
            }];
        }
        let namespaces = self.path.iter().map(|namespace| self.namespace(namespace));
        namespaces.map(|namespace| Name { namespace, name: name.name.clone() }).collect()
    }

    /// The key in `map` that `name` means.
    pub(super) fn key<V>(&self, map: &BTreeMap<Name, V>, name: &Name) -> Option<Name> {
        self.key_among(map, name, |_| map.keys().cloned().collect())
    }

    /// The key of the table that `name` means.
    pub(super) fn table_key(&self, name: &Name) -> Option<Name> {
        self.key_among(&self.schema.tables, name, |name| self.schema.naming(name))
    }

    /// The key of the view that `name` means.
    pub(super) fn view_key(&self, name: &Name) -> Option<Name> {
        self.key_among(&self.schema.views, name, |name| self.schema.naming(name))
    }

    /// The key in `map` that `name` means; `alike` gives those that may differ from a name in case alone.
    fn key_among<V>(
        &self,
        map: &BTreeMap<Name, V>,
        name: &Name,
        alike: impl Fn(&str) -> Vec<Name>,
    ) -> Option<Name> {
        self.meanings(name).into_iter().find_map(|name| {
            if map.contains_key(&name) {
                return Some(name);
            }
            if !self.capability.case_insensitive {
                return None;
            }
            alike(&name.name).into_iter().find(|key| {
                key.namespace == name.namespace
                    && key.name.eq_ignore_ascii_case(&name.name)
                    && map.contains_key(key)
            })
        })
    }

    /// The full name of the table that `name` means.
    pub(super) fn table_name(&self, name: &Name) -> Result<Name, Reason> {
        self.table_key(name).ok_or_else(|| format!("there is no table `{name}`"))
    }

    /// The table of that full name.
    pub(super) fn table(&self, name: &Name) -> Result<&Table, Reason> {
        self.schema.tables.get(name).ok_or_else(|| format!("there is no table `{name}`"))
    }

    /// The table of that full name, to be changed.
    pub(super) fn table_mut(&mut self, name: &Name) -> Result<&mut Table, Reason> {
        self.schema.table_mut(name).ok_or_else(|| format!("there is no table `{name}`"))
    }

    /// Whether `name` means a temporary table or view.
    pub(super) fn is_temporary(&self, name: &Name) -> bool {
        let space = name.namespace.as_deref();
        let reachable = space.is_none_or(|space| {
            space.eq_ignore_ascii_case("temp") || space.eq_ignore_ascii_case("pg_temp")
        });
        reachable && self.temporary.iter().any(|temporary| self.same(temporary, &name.name))
    }

    /// The name of `table`'s column that is written as `name`.
    pub(super) fn column_of(&self, table: &Table, name: &str) -> Result<String, Reason> {
        let found = column_of(self.capability, table, name);
        if found.is_ok() || table.options.inherits.is_empty() {
            return found;
        }
        let parents =
            table.options.inherits.iter().filter_map(|parent| self.schema.tables.get(parent));
        let inherited = parents.filter_map(|parent| self.column_of(parent, name).ok()).next();
        inherited.map_or(found, Ok)
    }

    /// The columns of a table: those that it inherits, which are no part of its own definition, and its own.
    pub(super) fn columns(&self, table: &Table) -> Vec<Column> {
        let mut columns: Vec<Column> = Vec::new();
        for parent in
            table.options.inherits.iter().filter_map(|parent| self.schema.tables.get(parent))
        {
            columns.extend(self.columns(parent));
        }
        for column in &table.columns {
            columns.retain(|inherited| inherited.name != column.name);
            columns.push(column.clone());
        }
        columns
    }

    /// A type as written, which may be the name of an enumerated type or a domain.
    pub(super) fn ty(&self, text: &str) -> Type {
        self.resolve(self.dialect.parse_type(text))
    }

    fn resolve(&self, ty: Type) -> Type {
        match ty {
            Type::Array(element) => Type::Array(Box::new(self.resolve(*element))),
            Type::Named(name) => Type::Named(self.named(&name).unwrap_or(name)),
            Type::Raw(text) if self.capability.enums => {
                let mut cursor = super::cursor::Cursor::new(self.dialect, &text);
                let name = cursor.name().ok().filter(|_| cursor.done());
                match name.and_then(|name| self.named(&name)) {
                    Some(name) => Type::Named(name),
                    None => Type::Raw(text),
                }
            }
            other => other,
        }
    }

    /// The enumerated type or domain that `name` means.
    pub(super) fn named(&self, name: &Name) -> Option<Name> {
        self.key(&self.schema.enums, name).or_else(|| self.key(&self.schema.domains, name))
    }
}

/// Whether two names are one.
pub(super) fn same(capability: &Capability, a: &str, b: &str) -> bool {
    a == b || (capability.case_insensitive && a.eq_ignore_ascii_case(b))
}

/// The name of `table`'s column that is written as `name`.
pub(super) fn column_of(
    capability: &Capability,
    table: &Table,
    name: &str,
) -> Result<String, Reason> {
    let found = table.columns.iter().find(|column| same(capability, &column.name, name));
    let found = found.map(|column| column.name.clone());
    found.ok_or_else(|| format!("there is no column `{name}` in table `{}`", table.name))
}
