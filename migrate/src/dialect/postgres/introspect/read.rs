//! The catalogue's answers to a schema. Pure: an answer can be a test's own. Objects of a table come in the order of their
//! names, columns in the order of the table.

mod cells;
mod constraint;

use std::collections::BTreeMap;

use super::query::PART;
use super::text;
use crate::dialect::postgres::{Postgres, types};
use crate::dialect::qualified;
use crate::schema::{
    Check, Column, Domain, Enum, Expr, Function, Generated, Identity, IdentityKind, Index, Name,
    Schema, Sequence, SequenceOptions, Table, TableOptions, Trigger, Type, View,
};
use crate::session::Row;
use cells::{Cells, name_of};

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
            // the parent numbers the rows, whether or not the server's version marks its parts as well
            _ if table.options.partition_of.is_some() => None,
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
            not_null_name: None,
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
