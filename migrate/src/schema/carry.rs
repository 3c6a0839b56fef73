//! What models cannot say, carried from the schema that was to the one that shall be; and one order for what has none.

use std::collections::{BTreeMap, BTreeSet};

use super::{Column, ForeignKey, Name, Schema, Table, Type, Unique};

impl Schema {
    /// Adds to `self` what models cannot say and `previous` has: views, triggers, functions, extensions, domains, free
    /// sequences, namespaces, partitions, virtual tables. The result is what the database shall be: the models' tables
    /// among the objects that were made by hand.
    ///
    /// `previous` must have the models' names already: [`crate::diff::renamed`] makes it so.
    pub fn carry_unmodelled(&mut self, previous: &Schema) {
        self.namespaces.extend(previous.namespaces.iter().cloned());
        carry(&mut self.extensions, &previous.extensions);
        carry(&mut self.domains, &previous.domains);
        carry(&mut self.sequences, &previous.sequences);
        carry(&mut self.views, &previous.views);
        carry(&mut self.functions, &previous.functions);
        self.opaque.extend(previous.opaque.iter().cloned());
        // models refer only to models and to what they say is another's
        let keys = self.tables.values().flat_map(|table| &table.foreign_keys);
        let referred: BTreeSet<Name> = keys.map(|key| key.table.clone()).collect();
        for (name, table) in &previous.tables {
            match self.tables.get_mut(name) {
                Some(next) => next.carry_unmodelled(table),
                None if table.is_handmade() || referred.contains(name) => {
                    self.tables.insert(name.clone(), table.clone());
                }
                None => {}
            }
        }
        // a part has the columns of its whole; parts of parts come after
        let mut parts: Vec<(Name, Name)> = Vec::new();
        for (name, table) in &previous.tables {
            if let Some((whole, _)) = &table.options.partition_of {
                parts.push((name.clone(), whole.clone()));
            }
        }
        for _ in 0..parts.len() {
            parts.iter().for_each(|(part, whole)| self.follow_whole(part, whole, previous));
        }
        let types = self.tables.values().flat_map(|table| &table.columns).map(|column| &column.ty);
        let types: BTreeSet<Type> =
            types.chain(self.domains.values().map(|domain| &domain.ty)).cloned().collect();
        for (name, of) in &previous.enums {
            let is_used = types.iter().any(|ty| *ty.element() == Type::Named(name.clone()));
            if is_used && !self.enums.contains_key(name) {
                self.enums.insert(name.clone(), of.clone());
            }
        }
    }
}

impl Schema {
    /// Leaves generated columns virtual that are so in `previous` and in `models`, but were lowered to stored ones, which
    /// every version of a database has.
    ///
    /// `previous` must have the models' names already.
    #[cfg(feature = "replay")]
    pub(crate) fn keep_virtual(&mut self, models: &Schema, previous: &Schema) {
        let is_virtual = |schema: &Schema, table: &Name, column: &str| {
            let column = schema.tables.get(table).and_then(|table| table.column(column));
            let generated = column.and_then(|column| column.generated.as_ref());
            generated.is_some_and(|generated| !generated.stored)
        };
        for (name, table) in &mut self.tables {
            for column in &mut table.columns {
                let Some(generated) = &mut column.generated else { continue };
                generated.stored &= !(is_virtual(models, name, &column.name)
                    && is_virtual(previous, name, &column.name));
            }
        }
    }

    /// Gives a part that was carried the columns that its whole shall have, with those defaults of its own that nothing
    /// overwrites.
    fn follow_whole(&mut self, part: &Name, whole: &Name, previous: &Schema) {
        let (Some(next), Some(before)) = (self.tables.get(whole), previous.tables.get(whole))
        else {
            return;
        };
        let Some(own) = previous.tables.get(part) else { return };
        let follow = |column: &Column| {
            let mut next = Column { comment: None, identity: None, ..column.clone() };
            let (Some(own), Some(before)) = (own.column(&next.name), before.column(&next.name))
            else {
                return next;
            };
            next.comment.clone_from(&own.comment);
            if (&next.ty, &next.default, &column.identity)
                == (&before.ty, &before.default, &before.identity)
            {
                next.default.clone_from(&own.default);
            }
            next
        };
        let columns = next.columns.iter().map(follow).collect();
        if let Some(table) = self.tables.get_mut(part) {
            table.columns = columns;
        }
    }

    /// Puts everything whose order means nothing into one order: constraints, indexes, triggers. Columns stay.
    pub fn sort(&mut self) {
        for table in self.tables.values_mut() {
            table.uniques.sort_by(|one, other| {
                (&one.name, &one.columns).cmp(&(&other.name, &other.columns))
            });
            table.foreign_keys.sort_by(|one, other| {
                (&one.name, &one.columns, &one.table).cmp(&(
                    &other.name,
                    &other.columns,
                    &other.table,
                ))
            });
            table
                .checks
                .sort_by(|one, other| (&one.name, &one.expr).cmp(&(&other.name, &other.expr)));
            table.excludes.sort_by(|one, other| one.name.cmp(&other.name));
            table.indexes.sort_by(|one, other| one.name.cmp(&other.name));
            table.triggers.sort_by(|one, other| one.name.cmp(&other.name));
        }
        for domain in self.domains.values_mut() {
            domain.sort();
        }
        for view in self.views.values_mut() {
            view.triggers.sort_by(|one, other| one.name.cmp(&other.name));
            view.indexes.sort_by(|one, other| one.name.cmp(&other.name));
        }
    }
}

fn carry<K: Ord + Clone, V: Clone>(next: &mut BTreeMap<K, V>, previous: &BTreeMap<K, V>) {
    for (key, value) in previous {
        next.entry(key.clone()).or_insert_with(|| value.clone());
    }
}

impl Table {
    /// Whether models have no words for such a table: one of a module of the database, or a part of another table.
    pub fn is_handmade(&self) -> bool {
        let options = &self.options;
        options.module.is_some() || options.partition_of.is_some() || !options.inherits.is_empty()
    }

    /// Adds what models cannot say about a table and `previous` has.
    fn carry_unmodelled(&mut self, previous: &Table) {
        let known: BTreeSet<String> = self.triggers.iter().map(|one| one.name.clone()).collect();
        let more = previous.triggers.iter().filter(|one| !known.contains(&one.name));
        self.triggers.extend(more.cloned());
        let (next, before) = (&mut self.options, &previous.options);
        next.partition_by = next.partition_by.take().or_else(|| before.partition_by.clone());
        next.partition_of = next.partition_of.take().or_else(|| before.partition_of.clone());
        if next.inherits.is_empty() {
            next.inherits.clone_from(&before.inherits);
        }
        carry(&mut next.with, &before.with);
        self.carry_conflicts(previous);
        // a constraint that was added unchecked stays so until someone validates it
        for check in &mut self.checks {
            check.not_valid |=
                previous.checks.iter().any(|other| other.not_valid && other.expr == check.expr);
        }
        for key in &mut self.foreign_keys {
            let is_it = |other: &ForeignKey| {
                other.not_valid && other.columns == key.columns && other.table == key.table
            };
            key.not_valid |= previous.foreign_keys.iter().any(is_it);
        }
    }

    /// Adds the order and collation of columns within keys and what becomes of a NULL where none may be.
    fn carry_conflicts(&mut self, previous: &Table) {
        for column in self.columns.iter_mut().filter(|column| !column.nullable) {
            if let Some(before) = previous.column(&column.name) {
                column.null_conflict.clone_from(&before.null_conflict);
                column.not_null_name.clone_from(&before.not_null_name);
            }
        }
        let is_numbered = self.columns.iter().any(|column| column.identity.is_some());
        // a collation of text says nothing of numbers, and keeps keys of other tables from finding the column
        let is_alike = |name: &String| {
            let ty = |column: &Column| column.ty.clone();
            self.columns.iter().find(|column| column.name == *name).map(ty)
                == previous.column(name).map(ty)
        };
        if let (Some(key), Some(before)) = (&mut self.primary_key, &previous.primary_key)
            && key.columns == before.columns
            && key.columns.iter().all(is_alike)
            && !is_numbered
        {
            key.orders.clone_from(&before.orders);
        }
        let mut there: Vec<&Unique> = previous.uniques.iter().collect();
        for key in &mut self.uniques {
            let is_it = |before: &&Unique| before.columns == key.columns;
            let plain = there.iter().position(|before| is_it(before) && before.orders.is_empty());
            if let Some(at) = plain.or_else(|| there.iter().position(is_it)) {
                key.orders.clone_from(&there.remove(at).orders);
            }
        }
    }
}
