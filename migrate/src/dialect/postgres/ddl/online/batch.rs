//! Rows that are given values in batches, each committed. A run that is stopped goes on where rows still have NULL.
//!
//! Names of columns come before those of variables, and variables are named with the block they are of, since an
//! expression may speak of a column that is called `low`.

use crate::dialect::Statement;
use crate::dialect::postgres::ddl::{literal, name_sql, quote};
use crate::schema::{Expr, PrimaryKey, Table};

/// Rows to a batch: few enough to be done in a moment, many enough that committing costs little.
const ROWS: u32 = 10_000;

/// Pages to a batch, which hold as many rows if those are of a usual size.
const PAGES: u32 = 100;

/// Gives `value` to every row that has NULL in the column.
pub(super) fn batches(table: &Table, column: &str, value: &Expr) -> Statement {
    let (name, column) = (name_sql(&table.name), quote(column));
    let update = format!("UPDATE {name} SET {column} = {value} WHERE {column} IS NULL");
    let body = match &table.primary_key {
        Some(key) => along_key(&name, key, &update),
        None => along_pages(&name, &column, &update),
    };
    let mut mark = "$backfill$".to_owned();
    while body.contains(&mark) {
        mark.insert(mark.len() - 1, 'x');
    }
    let sql =
        format!("DO {mark}\n#variable_conflict use_column\n<<migrate_batches>>\n{body}\n{mark}");
    Statement { effect: Some(update), ..Statement::new(sql) }
}

/// Each row is reached once, wherever others move it meanwhile.
fn along_key(name: &str, key: &PrimaryKey, update: &str) -> String {
    let list = |of: &str| -> String {
        let columns = key.columns.iter().map(|column| format!("{of}{}", quote(column)));
        columns.collect::<Vec<_>>().join(", ")
    };
    let (keys, low, high) = (list(""), list("migrate_batches.low."), list("migrate_batches.high."));
    format!(
        "\
DECLARE
    low record;
    high record;
    more boolean;
BEGIN
    SELECT {keys} INTO low FROM {name} ORDER BY {keys} LIMIT 1;
    more := FOUND;
    WHILE more LOOP
        SELECT {keys} INTO high FROM {name} WHERE ({keys}) >= ({low}) ORDER BY {keys} OFFSET {ROWS} LIMIT 1;
        more := FOUND;
        IF more THEN
            {update} AND ({keys}) >= ({low}) AND ({keys}) < ({high});
        ELSE
            {update} AND ({keys}) >= ({low});
        END IF;
        COMMIT;
        low := high;
    END LOOP;
END"
    )
}

/// Rows by where they lie: in the table, its partitions and its children, in all of them at once. Others may move a row
/// to where this has been, so it goes through them until it finds nothing more to fill; rows for which the value is NULL
/// are nothing to wait for.
fn along_pages(name: &str, column: &str, update: &str) -> String {
    let table = literal(name);
    format!(
        "\
DECLARE
    pages bigint;
    step bigint;
    low tid;
    high tid;
    done bigint;
    more boolean := true;
BEGIN
    WHILE more LOOP
        more := false;
        WITH RECURSIVE parts (part) AS (
            SELECT {table}::regclass::oid
            UNION
            SELECT inhrelid FROM pg_inherits JOIN parts ON inhparent = part
        )
        SELECT max(pg_relation_size(part)) / current_setting('block_size')::bigint, greatest({PAGES} / count(*), 1)
        INTO pages, step FROM parts;
        FOR page IN 0 .. pages - 1 BY step LOOP
            low := format('(%s,0)', page);
            high := format('(%s,0)', page + step);
            WITH filled (value) AS (
                {update} AND ctid >= migrate_batches.low AND ctid < migrate_batches.high RETURNING {column}
            )
            SELECT count(value) INTO done FROM filled;
            more := more OR done > 0;
            COMMIT;
        END LOOP;
    END LOOP;
END"
    )
}
