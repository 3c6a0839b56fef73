//! The catalogue's answers to a schema. Pure: an answer can be a test's own. Objects of a table come in the order of their
//! names, columns in the order of the table.

use std::collections::BTreeMap;

use super::query::{ITEM, PART};
use super::text;
use crate::dialect::postgres::{Postgres, types};
use crate::dialect::qualified;
use crate::schema::{
    Action, Check, Column, Deferrable, Domain, Enum, Exclude, Expr, ForeignKey, Function,
    Generated, Identity, IdentityKind, Index, IndexKey, IndexPart, Name, PrimaryKey, Schema,
    Sequence, SequenceOptions, Table, TableOptions, Trigger, Type, Unique, View,
};
use crate::session::Row;

/// The schema that the answers tell of.
pub(super) fn schema(answers: &[Vec<Row>]) -> Schema {
    let mut reader = Reader::default();
    let default = answers
        .first()
        .and_then(|rows| rows.first())
        .map(|row| Cells(row).text(1))
        .unwrap_or_default();
    let readers: [fn(&mut Reader, Cells<'_>); 8] = [
        Reader::namespace,
        Reader::r#enum,
        Reader::domain,
        Reader::table,
        Reader::column,
        Reader::sequence,
        Reader::constraint,
        Reader::index,
    ];
    for (read, rows) in readers.into_iter().zip(answers.iter().skip(1)) {
        rows.iter().for_each(|row| read(&mut reader, Cells(row)));
    }
    let rest = |number: usize| answers.get(number).into_iter().flatten();
    rest(9).for_each(|row| reader.view(Cells(row)));
    rest(10).for_each(|row| reader.routine(Cells(row), default));
    rest(11).for_each(|row| reader.trigger(Cells(row)));
    reader.finish()
}

/// One row.
#[derive(Clone, Copy)]
struct Cells<'a>(&'a Row);

impl<'a> Cells<'a> {
    fn opt(self, at: usize) -> Option<&'a str> {
        self.0.get(at)?.as_deref()
    }

    fn text(self, at: usize) -> &'a str {
        self.opt(at).unwrap_or_default()
    }

    fn owned(self, at: usize) -> Option<String> {
        self.opt(at).map(str::to_owned)
    }

    fn flag(self, at: usize) -> bool {
        self.text(at) == "t"
    }

    fn number<T: std::str::FromStr>(self, at: usize) -> Option<T> {
        self.text(at).parse().ok()
    }

    fn name(self, namespace: usize, name: usize) -> Name {
        Name { namespace: self.owned(namespace), name: self.text(name).to_owned() }
    }

    fn items(self, at: usize) -> impl Iterator<Item = &'a str> {
        self.text(at).split(ITEM).filter(|item| !item.is_empty())
    }

    /// `fillfactor=70` and the like.
    fn options(self, at: usize) -> BTreeMap<String, String> {
        self.items(at)
            .filter_map(|item| item.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    /// The type told from there on by its text, and by namespace, name and "array" if it has a name of the schema's.
    fn ty(self, at: usize) -> Type {
        let Some(name) = self.owned(at + 2) else { return types::parse(self.text(at)) };
        let named = Type::Named(Name { namespace: self.owned(at + 1), name });
        if self.flag(at + 3) { Type::Array(Box::new(named)) } else { named }
    }

    fn expr(self, at: usize) -> Option<Expr> {
        self.opt(at).map(|text| Expr(text::settled(text)))
    }
}

/// `{1,2}` or `1 2` as numbers.
fn numbers(text: &str) -> Vec<i32> {
    text.trim_matches(['{', '}'])
        .split([',', ' '])
        .filter_map(|number| number.parse().ok())
        .collect()
}

/// What has been read so far. Tables and columns go by the catalogue's numbers until all is known.
#[derive(Default)]
struct Reader {
    schema: Schema,
    tables: BTreeMap<u32, Table>,
    views: BTreeMap<u32, View>,
    /// The names of columns, by relation and number.
    columns: BTreeMap<(u32, i32), String>,
    /// Columns that a parent table gives: they are no part of the table's own definition.
    inherited: Vec<(u32, String)>,
    /// Indexes of relations that are no tables, until the views are known.
    indexes: BTreeMap<u32, Vec<Index>>,
}

impl Reader {
    fn namespace(&mut self, row: Cells<'_>) {
        let name = row.text(1).to_owned();
        if row.text(0) == "extension" {
            self.schema.extensions.insert(name, row.owned(2));
        } else {
            self.schema.namespaces.insert(name);
        }
    }

    fn r#enum(&mut self, row: Cells<'_>) {
        let name = row.name(0, 1);
        let value = self.schema.enums.entry(name.clone()).or_insert_with(|| Enum {
            name,
            values: Vec::new(),
            comment: row.owned(3),
        });
        value.values.extend(row.owned(2));
    }

    fn domain(&mut self, row: Cells<'_>) {
        let name = row.name(0, 1);
        let domain = self.schema.domains.entry(name.clone()).or_insert_with(|| Domain {
            name,
            ty: row.ty(2),
            nullable: !row.flag(6),
            default: row.expr(7).filter(|expr| text::is_default(&expr.0)),
            collation: row.owned(8),
            checks: Vec::new(),
        });
        if let Some(name) = row.owned(9) {
            let expr = row.expr(10).unwrap_or(Expr(String::new()));
            domain.checks.push(Check {
                name: Some(name),
                expr,
                not_valid: !row.flag(11),
                no_inherit: false,
            });
        }
    }

    fn table(&mut self, row: Cells<'_>) {
        let Some(number) = row.number(0) else { return };
        let parents: Vec<Name> = row.items(8).map(name_of).collect();
        let (partition_of, inherits) = match (row.opt(7), parents.first()) {
            (Some(bounds), Some(parent)) => (Some((parent.clone(), bounds.to_owned())), Vec::new()),
            _ => (None, parents),
        };
        let options = TableOptions {
            unlogged: row.text(3) == "u",
            partition_by: row.owned(6),
            partition_of,
            inherits,
            with: row.options(4),
            ..TableOptions::default()
        };
        let table =
            Table { name: row.name(1, 2), comment: row.owned(5), options, ..Table::default() };
        self.tables.insert(number, table);
    }

    fn column(&mut self, row: Cells<'_>) {
        let (Some(relation), Some(number)) = (row.number(0), row.number(1)) else { return };
        let name = row.text(2).to_owned();
        self.columns.insert((relation, number), name.clone());
        let Some(table) = self.tables.get_mut(&relation) else { return };
        if !row.flag(13) {
            self.inherited.push((relation, name));
            return;
        }
        let kind = row.text(9);
        let generated = (!kind.is_empty()).then(|| row.expr(8)).flatten();
        let identity = match row.text(10) {
            "a" => Some(IdentityKind::Always),
            "d" => Some(IdentityKind::ByDefault),
            _ => None,
        };
        table.columns.push(Column {
            name,
            ty: row.ty(3),
            nullable: !row.flag(7),
            default: row.expr(8).filter(|expr| kind.is_empty() && text::is_default(&expr.0)),
            generated: generated.map(|expr| Generated { expr, stored: kind == "s" }),
            identity: identity.map(|kind| Identity {
                kind,
                options: SequenceOptions::default(),
                sequence: None,
            }),
            collation: row.owned(11),
            comment: row.owned(12),
            null_conflict: None,
        });
    }

    fn sequence(&mut self, row: Cells<'_>) {
        let name = row.name(0, 1);
        let ty = types::parse(row.text(2));
        let mut options = SequenceOptions {
            start: row.number(3),
            increment: row.number(4),
            min: row.number(5),
            max: row.number(6),
            cache: row.number(7),
            cycle: row.flag(8),
        };
        types::standard_options(&mut options, &ty);
        if !self.owned_sequence(row, &name, &options) {
            let ty = (ty != Type::BigInt).then_some(ty);
            let owned_by = self.owner(row);
            self.schema.sequences.insert(name.clone(), Sequence { name, ty, options, owned_by });
        }
    }

    /// The table and column that the sequence is dropped with.
    fn owner(&self, row: Cells<'_>) -> Option<(Name, String)> {
        let (relation, number) = (row.number(9)?, row.number(10)?);
        Some((
            self.tables.get(&relation)?.name.clone(),
            self.columns.get(&(relation, number))?.clone(),
        ))
    }

    /// Whether the sequence belongs to a column that it numbers; then the column knows it now.
    fn owned_sequence(&mut self, row: Cells<'_>, name: &Name, options: &SequenceOptions) -> bool {
        let (Some(relation), Some(number)) = (row.number::<u32>(9), row.number::<i32>(10)) else {
            return false;
        };
        let Some(owner) = self.columns.get(&(relation, number)) else { return false };
        let Some(table) = self.tables.get_mut(&relation) else { return false };
        let usual = Name {
            namespace: table.name.namespace.clone(),
            name: types::sequence_name(&table.name.name, owner),
        };
        let Some(column) = table.columns.iter_mut().find(|column| column.name == *owner) else {
            return false;
        };
        let asks = column.default.as_ref().is_some_and(|default| default.0 == row.text(12));
        let kind = match (row.text(11), &column.identity) {
            ("i", Some(identity)) => identity.kind,
            ("a", None) if asks => IdentityKind::Serial,
            _ => return false,
        };
        if kind == IdentityKind::Serial {
            column.default = None;
        }
        let sequence = (*name != usual).then(|| name.clone());
        column.identity = Some(Identity { kind, options: options.clone(), sequence });
        true
    }

    /// The names of a relation's columns, by number.
    fn names(&self, relation: u32, numbers: &[i32]) -> Vec<String> {
        numbers
            .iter()
            .filter_map(|number| self.columns.get(&(relation, *number)).cloned())
            .collect()
    }

    fn constraint(&mut self, row: Cells<'_>) {
        let Some(relation) = row.number(0) else { return };
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

    fn index(&mut self, row: Cells<'_>) {
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

    fn view(&mut self, row: Cells<'_>) {
        let Some(number) = row.number(0) else { return };
        let name = row.name(1, 2);
        let materialized = row.text(3) == "m";
        let kind = if materialized { "MATERIALIZED VIEW" } else { "VIEW" };
        let options = row.options(5);
        let with = if options.is_empty() {
            String::new()
        } else {
            let words: Vec<String> =
                options.iter().map(|(name, value)| format!("{name}={value}")).collect();
            format!(" WITH ({})", words.join(", "))
        };
        let definition = text::arrays(row.text(4).trim().trim_end_matches(';'));
        let sql = format!("CREATE {kind} {}{with} AS\n{definition}", qualified(&Postgres, &name));
        let reads = row.items(7).filter_map(|item| {
            let (table, column) = item.rsplit_once(PART)?;
            Some((name_of(table), (!column.is_empty()).then(|| column.to_owned())))
        });
        let view = View {
            name,
            sql,
            materialized,
            reads: reads.collect(),
            triggers: Vec::new(),
            indexes: self.indexes.remove(&number).unwrap_or_default(),
            comment: row.owned(6),
        };
        self.views.insert(number, view);
    }

    fn routine(&mut self, row: Cells<'_>, default: &str) {
        let name = format!("{}({})", row.text(1), row.text(2));
        let name = Name { namespace: row.owned(0), name };
        let text = row.text(3).trim_end().replacen("CREATE OR REPLACE ", "CREATE ", 1);
        // The server's text names the namespace always; ours only where it is not the default one.
        let sql = match name.namespace {
            Some(_) => text,
            None => text.replacen(&format!(" {default}."), " ", 1),
        };
        self.schema.functions.insert(name.clone(), Function { name, sql });
    }

    fn trigger(&mut self, row: Cells<'_>) {
        let Some(relation) = row.number(0) else { return };
        let trigger = Trigger { name: row.text(1).to_owned(), sql: text::arrays(row.text(2)) };
        if let Some(table) = self.tables.get_mut(&relation) {
            table.triggers.push(trigger);
        } else if let Some(view) = self.views.get_mut(&relation) {
            view.triggers.push(trigger);
        }
    }

    fn finish(mut self) -> Schema {
        self.schema.tables =
            self.tables.into_values().map(|table| (table.name.clone(), table)).collect();
        self.schema.views =
            self.views.into_values().map(|view| (view.name.clone(), view)).collect();
        self.schema
    }
}

/// A name within an item, its namespace before it.
fn name_of(item: &str) -> Name {
    let (namespace, name) = item.split_once(PART).unwrap_or(("", item));
    Name { namespace: (!namespace.is_empty()).then(|| namespace.to_owned()), name: name.to_owned() }
}
