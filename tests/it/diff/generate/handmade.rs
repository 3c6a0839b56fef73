//! The views and triggers of a random schema, which no models speak of: only the previous one of a pair has them.

use migrate::dialect::{Dialect, qualified};
use migrate::schema::{Function, Name, Schema, Trigger, View};

use super::table::{quoted, table_name};
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
