//! The views, triggers and partitions of a random schema, which no models speak of: only the previous one of a pair has
//! them.

use migrate::dialect::{Dialect, qualified};
use migrate::schema::{Function, Name, Schema, Trigger, View};

use super::table::{PARTITIONED, quoted, table_name};
use super::{Side, Spec};

/// A view of the first table's first column, and one of that view.
pub(super) fn views(spec: &Spec, dialect: &dyn Dialect, schema: &mut Schema) {
    let table = table_name(spec, 0, dialect, Side::Previous);
    let Some(of) = schema.tables.get(&table) else { return };
    let column = of.columns.last().map(|column| column.name.clone()).unwrap_or_default();
    let mut view = |name: &str, column: &str, from: &Name| {
        let sql = format!(
            "CREATE VIEW {name} AS SELECT {} FROM {}",
            quoted(column),
            qualified(dialect, from)
        );
        schema.views.insert(
            name.into(),
            View {
                name: name.into(),
                sql,
                materialized: false,
                reads: [(from.clone(), Some(column.to_owned()))].into(),
                triggers: Vec::new(),
                indexes: Vec::new(),
                comment: None,
            },
        );
    };
    if spec.handmade[0] {
        view("v", &column, &table);
    }
    if spec.handmade[0] && spec.handmade[1] {
        view("w", &column, &"v".into());
    }
}

/// A trigger on the second table that reads its id.
pub(super) fn triggers(spec: &Spec, dialect: &dyn Dialect, schema: &mut Schema) {
    let table = table_name(spec, 1, dialect, Side::Previous);
    if !spec.handmade[2] || !schema.tables.contains_key(&table) {
        return;
    }
    // the one thing here that the dialects word too differently for one text
    let on = format!(
        "CREATE TRIGGER tr AFTER UPDATE OF id ON {} FOR EACH ROW",
        qualified(dialect, &table)
    );
    let sql = if dialect.capability().lexis.trigger_bodies {
        format!("{on} BEGIN SELECT NEW.id; END")
    } else {
        let name = Name::new("touch()");
        let sql = "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$";
        schema.functions.insert(name.clone(), Function { name, sql: sql.to_owned() });
        format!("{on} EXECUTE FUNCTION touch()")
    };
    if let Some(table) = schema.tables.get_mut(&table) {
        table.triggers.push(Trigger { name: "tr".to_owned(), sql });
    }
}

/// Whether that table is in parts: what may stand in its key and what may be unique in it is then little.
fn is_partitioned(spec: &Spec, dialect: &dyn Dialect) -> bool {
    dialect.capability().inheritance && spec.handmade[4] && spec.tables[PARTITIONED].is_some()
}

/// Has one table be in parts.
pub(super) fn partitioned(spec: &Spec, dialect: &dyn Dialect, schema: &mut Schema) {
    let table = table_name(spec, PARTITIONED, dialect, Side::Previous);
    if let Some(table) = schema.tables.get_mut(&table).filter(|_| is_partitioned(spec, dialect)) {
        table.options.partition_by = Some("HASH (id)".to_owned());
    }
}

/// What is made by statements of a person: the parts, and a view that keeps its rows, with an index.
pub(in crate::diff) fn by_hand(spec: &Spec, dialect: &dyn Dialect) -> String {
    let mut sql = String::new();
    if is_partitioned(spec, dialect) {
        let table = qualified(dialect, &table_name(spec, PARTITIONED, dialect, Side::Previous));
        for part in 0..2 {
            sql += &format!(
                "CREATE TABLE part{part} PARTITION OF {table} FOR VALUES WITH (MODULUS 2, REMAINDER {part});\n"
            );
        }
    }
    if spec.handmade[5] && dialect.capability().enums && spec.tables[1].is_some() {
        let table = qualified(dialect, &table_name(spec, 1, dialect, Side::Previous));
        sql += &format!(
            "CREATE MATERIALIZED VIEW kept AS SELECT id FROM {table};\nCREATE UNIQUE INDEX ix_kept ON kept (id);\n"
        );
    }
    sql
}
