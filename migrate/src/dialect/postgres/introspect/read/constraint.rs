//! Constraints and indexes of tables and views, as the catalogue tells them.

use super::super::text;
use super::Reader;
use super::cells::{Cells, numbers};
use crate::dialect::postgres::types;
use crate::schema::{
    Action, Check, Deferrable, Exclude, Expr, ForeignKey, Index, IndexKey, IndexPart, Opaque,
    PrimaryKey, Table, Unique,
};

impl Reader {
    pub(super) fn constraint(&mut self, row: Cells<'_>) {
        let Some(relation) = row.number(0) else { return };
        if let Some(reason) = row.owned(20) {
            self.odd(row, relation, reason);
            return;
        }
        let columns = self.names(relation, &numbers(row.text(3)));
        let keys: usize = row.number(18).unwrap_or(0);
        let index = numbers(row.text(17));
        let include = self.names(relation, index.get(keys..).unwrap_or_default());
        let deferrable = match (row.flag(11), row.flag(12)) {
            (false, _) => None,
            (true, false) => Some(Deferrable::Immediate),
            (true, true) => Some(Deferrable::Deferred),
        };
        let name = row.owned(1);
        match row.text(2) {
            "f" => {
                let key = self.foreign_key(row, relation, columns, deferrable);
                self.on(relation, |table| table.foreign_keys.push(key));
            }
            "p" => self.on(relation, |table| {
                table.primary_key = Some(PrimaryKey {
                    name,
                    columns,
                    include,
                    deferrable,
                    orders: Vec::new(),
                    on_conflict: None,
                });
            }),
            "u" => self.on(relation, |table| {
                let nulls_not_distinct = row.flag(19);
                table.uniques.push(Unique {
                    name,
                    columns,
                    nulls_not_distinct,
                    include,
                    deferrable,
                    orders: Vec::new(),
                    on_conflict: None,
                });
            }),
            "c" => self.on(relation, |table| {
                let expr = row.expr(15).unwrap_or(Expr(String::new()));
                table.checks.push(Check {
                    name,
                    expr,
                    not_valid: !row.flag(13),
                    no_inherit: row.flag(14),
                });
            }),
            // From 18 on; the name that the server chooses says nothing.
            "n" => self.on(relation, |table| {
                let own = table.name.name.clone();
                for column in table.columns.iter_mut().filter(|one| columns.contains(&one.name)) {
                    let usual = types::not_null_name(&own, &column.name);
                    column.not_null_name = name.clone().filter(|name| *name != usual);
                }
            }),
            "x" => self.on(relation, |table| {
                let text = row.text(15);
                let text = text.strip_prefix("EXCLUDE ").unwrap_or(text);
                let end = text
                    .rfind(" DEFERRABLE")
                    .filter(|_| deferrable.is_some())
                    .unwrap_or(text.len());
                let definition = Expr(text::arrays(text.get(..end).unwrap_or(text)));
                table.excludes.push(Exclude {
                    name: name.unwrap_or_default(),
                    definition,
                    deferrable,
                });
            }),
            _ => {}
        }
    }

    /// A constraint that would be another one if it were read.
    fn odd(&mut self, row: Cells<'_>, relation: u32, reason: String) {
        let Some(table) = self.tables.get(&relation) else { return };
        self.schema.opaque.insert(Opaque {
            on: table.name.clone(),
            kind: "constraint".to_owned(),
            name: row.text(1).to_owned(),
            sql: row.text(21).to_owned(),
            reason,
        });
    }

    fn on(&mut self, relation: u32, change: impl FnOnce(&mut Table)) {
        if let Some(table) = self.tables.get_mut(&relation) {
            change(table);
        }
    }

    fn foreign_key(
        &self,
        row: Cells<'_>,
        relation: u32,
        columns: Vec<String>,
        deferrable: Option<Deferrable>,
    ) -> ForeignKey {
        let only = self.names(relation, &numbers(row.text(16)));
        let action = |word: &str, only: Vec<String>| match word {
            "r" => Action::Restrict,
            "c" => Action::Cascade,
            "n" => Action::SetNull(only),
            "d" => Action::SetDefault(only),
            _ => Action::NoAction,
        };
        ForeignKey {
            name: row.owned(1),
            columns,
            table: row.name(5, 6),
            references: self.names(row.number(4).unwrap_or(0), &numbers(row.text(7))),
            on_delete: action(row.text(8), only),
            on_update: action(row.text(9), Vec::new()),
            match_full: row.text(10) == "f",
            deferrable,
            not_valid: !row.flag(13),
        }
    }

    pub(super) fn index(&mut self, row: Cells<'_>) {
        let Some(relation) = row.number(0) else { return };
        let name = row.text(1);
        let indexes = match self.tables.get_mut(&relation) {
            Some(table) => &mut table.indexes,
            None => self.indexes.entry(relation).or_default(),
        };
        if indexes.last().is_none_or(|last| last.name != name) {
            indexes.push(Index {
                name: name.to_owned(),
                parts: Vec::new(),
                unique: row.flag(2),
                nulls_not_distinct: row.flag(3),
                method: row.owned(4).filter(|method| method != "btree"),
                include: Vec::new(),
                predicate: row.expr(6),
                with: row.options(5),
                comment: row.owned(7),
            });
        }
        let Some(index) = indexes.last_mut() else { return };
        let column =
            row.number(9).and_then(|number: i32| self.columns.get(&(relation, number)).cloned());
        if row.flag(8) {
            index.include.extend(column);
            return;
        }
        let key = match column {
            Some(column) => IndexKey::Column(column),
            None => IndexKey::Expr(row.expr(10).unwrap_or(Expr(String::new()))),
        };
        let (descending, first) = (row.flag(11), row.flag(12));
        index.parts.push(IndexPart {
            key,
            descending,
            nulls_first: (first != descending).then_some(first),
            collation: row.owned(13),
            opclass: row.owned(14),
        });
    }
}
