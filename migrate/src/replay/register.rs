//! The schema that statements are applied to, and beside it a register of who says which name, so that looking for one
//! does not look through everything. Decides nothing: whoever asks looks at each answer.
//!
//! The register may name too many, never too few: everything that can give a table or view a name goes through
//! [`Watched`], which notes it; the names are read again when somebody asks.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use super::names;
use crate::schema::{Domain, Enum, Function, Name, Schema, Sequence, Table, View};

/// Who says which name. Names are told without their namespace and in lower case.
#[derive(Debug, Default)]
pub(super) struct Register {
    /// The tables and views that are called so, or have an index, constraint, sequence or trigger of that name.
    own: BTreeMap<String, BTreeSet<Name>>,
    /// The tables that refer to, inherit from or are a partition of a table of that name.
    others: BTreeMap<String, BTreeSet<Name>>,
    /// What is written above, by who says it.
    said: BTreeMap<Name, Said>,
    /// Whose names may have changed since they were read.
    stale: BTreeSet<Name>,
    /// Whether anything was ever read, and nothing has changed that nobody noted.
    is_read: bool,
    /// The tables that may have changed since somebody began to ask, as they were then.
    changed: Option<Changed>,
}

/// Tables that may have changed, each as it was before; `None` where there was none.
pub(crate) type Changed = BTreeMap<Name, Option<Table>>;

/// The parts of a schema that are no tables. Nothing that is done to them gives a view a new name.
pub(super) struct Apart<'s> {
    pub(super) namespaces: &'s mut BTreeSet<String>,
    pub(super) extensions: &'s mut BTreeMap<String, Option<String>>,
    pub(super) enums: &'s mut BTreeMap<Name, Enum>,
    pub(super) domains: &'s mut BTreeMap<Name, Domain>,
    pub(super) sequences: &'s mut BTreeMap<Name, Sequence>,
    pub(super) views: &'s mut BTreeMap<Name, View>,
    pub(super) functions: &'s mut BTreeMap<Name, Function>,
}

#[derive(Debug, Default)]
struct Said {
    own: BTreeSet<String>,
    others: BTreeSet<String>,
}

/// A schema whose every change is noted. It is read as if it were the schema itself.
pub(super) struct Watched<'a> {
    schema: &'a mut Schema,
    register: RefCell<&'a mut Register>,
}

impl Deref for Watched<'_> {
    type Target = Schema;

    fn deref(&self) -> &Schema {
        self.schema
    }
}

impl<'a> Watched<'a> {
    /// `schema`, of which `register` knows all that has changed since it was last used.
    pub(super) fn new(schema: &'a mut Schema, register: &'a mut Register) -> Self {
        Watched { schema, register: RefCell::new(register) }
    }

    /// The tables and views, in their order, that may be called `name`, in whatever case, or have something of that name.
    pub(super) fn naming(&self, name: &str) -> Vec<Name> {
        self.register.borrow_mut().naming(self.schema, name)
    }

    /// The tables, in their order, that may refer to a table of that name, in whatever case, or come from it.
    pub(super) fn referring(&self, name: &str) -> Vec<Name> {
        self.register.borrow_mut().referring(self.schema, name)
    }

    fn note(&mut self, name: &Name) {
        let register = self.register.get_mut();
        register.stale.insert(name.clone());
        if let Some(changed) = &mut register.changed
            && !changed.contains_key(name)
        {
            changed.insert(name.clone(), self.schema.tables.get(name).cloned());
        }
    }

    /// Notes that any table may change, without a new name.
    fn note_all(&mut self) {
        if let Some(changed) = &mut self.register.get_mut().changed {
            for (name, table) in &self.schema.tables {
                changed.entry(name.clone()).or_insert_with(|| Some(table.clone()));
            }
        }
    }

    /// The table of that full name, to be changed.
    pub(super) fn table_mut(&mut self, name: &Name) -> Option<&mut Table> {
        self.note(name);
        self.schema.tables.get_mut(name)
    }

    /// Puts a table there, whatever was there before.
    pub(super) fn insert_table(&mut self, table: Table) {
        self.note(&table.name);
        self.schema.tables.insert(table.name.clone(), table);
    }

    /// Takes a table away.
    pub(super) fn remove_table(&mut self, name: &Name) -> Option<Table> {
        self.note(name);
        self.schema.tables.remove(name)
    }

    /// The view of that full name, to be changed.
    pub(super) fn view_mut(&mut self, name: &Name) -> Option<&mut View> {
        self.note(name);
        self.schema.views.get_mut(name)
    }

    /// Puts a view there, whatever was there before.
    pub(super) fn insert_view(&mut self, view: View) {
        self.note(&view.name);
        self.schema.views.insert(view.name.clone(), view);
    }

    /// The schema, for a change by which no table and no view but those of `names` says a new name.
    pub(super) fn changing(&mut self, names: &[Name]) -> &mut Schema {
        names.iter().for_each(|name| self.note(name));
        self.note_all();
        self.schema
    }

    /// The schema, for a change by which no table and no view says a new name.
    pub(super) fn rest_mut(&mut self) -> &mut Schema {
        self.changing(&[])
    }

    /// All but the tables.
    pub(super) fn apart_mut(&mut self) -> Apart<'_> {
        let Schema {
            namespaces,
            extensions,
            enums,
            domains,
            sequences,
            tables: _,
            views,
            functions,
            opaque: _,
        } = &mut *self.schema;
        Apart { namespaces, extensions, enums, domains, sequences, views, functions }
    }

    /// Makes `schema` of it.
    pub(super) fn replace(&mut self, schema: Schema) {
        self.note_all();
        schema.tables.keys().for_each(|name| self.note(name));
        let register = self.register.get_mut();
        **register = Register { changed: register.changed.take(), ..Register::default() };
        *self.schema = schema;
    }
}

fn who(names: &BTreeMap<String, BTreeSet<Name>>, name: &str) -> Vec<Name> {
    names.get(&name.to_ascii_lowercase()).into_iter().flatten().cloned().collect()
}

impl Register {
    /// Begins to tell which tables may change.
    pub(super) fn watch(&mut self) {
        self.changed = Some(Changed::new());
    }

    /// What may have changed since then.
    pub(super) fn changed(&mut self) -> Changed {
        self.changed.take().unwrap_or_default()
    }

    /// As [`Watched::naming`].
    fn naming(&mut self, schema: &Schema, name: &str) -> Vec<Name> {
        self.read(schema);
        who(&self.own, name)
    }

    /// As [`Watched::referring`].
    pub(super) fn referring(&mut self, schema: &Schema, name: &str) -> Vec<Name> {
        self.read(schema);
        who(&self.others, name)
    }

    /// Reads what may have changed.
    fn read(&mut self, schema: &Schema) {
        if !self.is_read {
            let changed = self.changed.take();
            *self = Register { is_read: true, changed, ..Register::default() };
            self.stale.extend(schema.tables.keys().chain(schema.views.keys()).cloned());
        }
        while let Some(name) = self.stale.pop_first() {
            let next = said(schema, &name);
            let previous = self.said.remove(&name).unwrap_or_default();
            exchange(&mut self.own, &name, &previous.own, &next.own);
            exchange(&mut self.others, &name, &previous.others, &next.others);
            self.said.insert(name, next);
        }
    }
}

/// Makes `who` say `next` and no longer `previous`.
fn exchange(
    names: &mut BTreeMap<String, BTreeSet<Name>>,
    who: &Name,
    previous: &BTreeSet<String>,
    next: &BTreeSet<String>,
) {
    for gone in previous.difference(next) {
        if let Some(saying) = names.get_mut(gone) {
            saying.remove(who);
            if saying.is_empty() {
                names.remove(gone);
            }
        }
    }
    for come in next.difference(previous) {
        names.entry(come.clone()).or_default().insert(who.clone());
    }
}

/// The names that the table or view of that full name says.
fn said(schema: &Schema, name: &Name) -> Said {
    let mut said = Said::default();
    if let Some(table) = schema.tables.get(name) {
        said.own.extend(names::of(table).iter().map(|name| name.to_ascii_lowercase()));
        let parent = table.options.partition_of.iter().map(|(parent, _)| parent);
        let others = table.foreign_keys.iter().map(|key| &key.table).chain(parent);
        let others = others.chain(&table.options.inherits);
        said.others.extend(others.map(|name| name.name.to_ascii_lowercase()));
    }
    if let Some(view) = schema.views.get(name) {
        let indexes = view.indexes.iter().map(|index| &index.name);
        let triggers = view.triggers.iter().map(|trigger| &trigger.name);
        let own = [&view.name.name].into_iter().chain(indexes).chain(triggers);
        said.own.extend(own.map(|name| name.to_ascii_lowercase()));
    }
    said
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::{Dialect, postgres::Postgres, sqlite::Sqlite};
    use crate::replay::world::World;
    use crate::replay::{Replay, replay, statement};
    use crate::split;

    const SQLITE: &str = "
        CREATE TABLE child (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES Parent);
        CREATE TABLE parent (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
        CREATE INDEX by_name ON PARENT (name);
        CREATE TRIGGER t AFTER INSERT ON parent BEGIN SELECT 1; END;
        CREATE VIEW v AS SELECT id FROM parent;
        ALTER TABLE Parent ADD COLUMN age INTEGER REFERENCES child (id);
        ALTER TABLE parent RENAME COLUMN name TO title;
        ALTER TABLE parent RENAME TO elder;
        CREATE TABLE parent (id INTEGER PRIMARY KEY);
        DROP INDEX BY_NAME;
        CREATE INDEX by_name ON child (parent_id);
        DROP TRIGGER T;
        PRAGMA legacy_alter_table = ON;
        ALTER TABLE child RENAME TO younger;
        BEGIN;
        CREATE TABLE gone (id INTEGER PRIMARY KEY);
        ROLLBACK;
        DROP TABLE elder;
        DROP VIEW v;
        CREATE TABLE v (id INTEGER REFERENCES younger);";

    const POSTGRES: &str = "
        CREATE TABLE parent (id serial PRIMARY KEY, name text UNIQUE, age int CHECK (age > 0));
        CREATE TABLE child (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, parent_id int REFERENCES parent);
        CREATE INDEX ON child (parent_id);
        CREATE TABLE heir (more text) INHERITS (parent);
        CREATE TABLE log (at date) PARTITION BY RANGE (at);
        CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
        ALTER TABLE log ADD COLUMN note text;
        CREATE MATERIALIZED VIEW v AS SELECT id FROM parent;
        CREATE INDEX v_id ON v (id);
        ALTER INDEX v_id RENAME TO v_key;
        ALTER TABLE parent RENAME COLUMN id TO number;
        ALTER TABLE parent RENAME CONSTRAINT parent_name_key TO only_name;
        ALTER TABLE parent RENAME TO elder;
        ALTER TABLE elder ADD CONSTRAINT old CHECK (age > 9), ADD UNIQUE (age);
        ALTER TABLE elder ALTER COLUMN number DROP DEFAULT, DROP COLUMN age;
        CREATE SCHEMA far;
        ALTER TABLE child SET SCHEMA far;
        ALTER TABLE elder DROP CONSTRAINT parent_pkey CASCADE;
        ALTER TABLE heir NO INHERIT elder;
        CREATE SEQUENCE counter;
        ALTER SEQUENCE counter RENAME TO numbers;
        CREATE TABLE counter (id int PRIMARY KEY DEFAULT nextval('numbers'));
        ALTER SEQUENCE numbers OWNED BY counter.id;
        DROP MATERIALIZED VIEW v;
        DROP TABLE elder CASCADE;
        DROP SCHEMA far CASCADE;";

    /// What is said and not in the register.
    fn missing(watched: &Watched<'_>) -> Vec<String> {
        watched.naming("");
        let register = watched.register.borrow();
        let knows = |names: &BTreeMap<String, BTreeSet<Name>>, name: &String, who: &Name| {
            names.get(name).is_some_and(|saying| saying.contains(who))
        };
        let mut missing = Vec::new();
        for who in watched.tables.keys().chain(watched.views.keys()) {
            let said = said(watched, who);
            let own = said.own.iter().filter(|name| !knows(&register.own, name, who));
            let others = said.others.iter().filter(|name| !knows(&register.others, name, who));
            missing.extend(own.chain(others).map(|name| format!("{who} says {name}")));
        }
        missing
    }

    #[test]
    fn every_name_that_a_statement_gives_is_known_after_it() {
        for (dialect, sql) in [(&Sqlite as &dyn Dialect, SQLITE), (&Postgres, POSTGRES)] {
            let (mut schema, mut register) = (Schema::default(), Register::default());
            let mut world = World::new(dialect, &mut schema, &mut register);
            world.takes_back = true;
            for piece in split::split(dialect, sql) {
                assert_eq!(statement::follow(&mut world, piece.sql), Ok(()), "{}", piece.sql);
                assert_eq!(missing(&world.schema), [""; 0], "after {}", piece.sql);
            }
        }
    }

    #[test]
    fn every_table_that_a_statement_changes_is_told_as_it_was() {
        const MORE: &str = "
            CREATE TYPE mood AS ENUM ('good', 'bad');
            CREATE TABLE felt (id int PRIMARY KEY, mood mood DEFAULT 'bad', twice int);
            CREATE TABLE other (id int REFERENCES felt (id));
            ALTER TYPE mood RENAME VALUE 'bad' TO 'worse';
            ALTER TYPE mood RENAME TO feeling;
            ALTER TABLE felt RENAME COLUMN id TO number;
            COMMENT ON COLUMN felt.mood IS 'now';
            DROP TYPE feeling CASCADE;
            DROP TABLE felt CASCADE;";
        for (dialect, sql) in [
            (&Sqlite as &dyn Dialect, SQLITE.to_owned()),
            (&Postgres, POSTGRES.to_owned()),
            (&Postgres, MORE.to_owned()),
        ] {
            let mut replay = Replay::new(dialect);
            for piece in split::split(dialect, &sql) {
                let mut before = replay.schema().tables.clone();
                let (_, changed) = replay.changing(piece.sql);
                let mut after = replay.schema().tables.clone();
                for (name, table) in &changed {
                    assert_eq!(before.remove(name), *table, "{}", piece.sql);
                    after.remove(name);
                }
                assert_eq!(before, after, "{} changed more than it told", piece.sql);
            }
        }
    }

    /// How fast is the bench's to say.
    #[test]
    fn thousands_of_tables_are_replayed_rightly() {
        let sql: String = (0..2000)
            .map(|at| {
                format!(
                    "CREATE TABLE t{at} (id int PRIMARY KEY, t int REFERENCES t0 (id));\n\
                     CREATE INDEX i{at} ON t{at} (t);\nALTER TABLE t{at} ADD COLUMN more text;\n"
                )
            })
            .collect();
        for dialect in [&Sqlite as &dyn Dialect, &Postgres] {
            let mut schema = Schema::default();
            assert_eq!(replay(dialect, &sql, &mut schema), []);
            assert_eq!(schema.tables.len(), 2000);
        }
    }
}
