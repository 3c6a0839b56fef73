//! Values for more rows than one batch has, on a real server: each row that shall have one gets it, in several transactions,
//! whatever the table is and whatever its columns are called.

use migrate::dialect::postgres::Postgres;
use migrate::dialect::{Dialect, online};
use migrate::op::{Change, Op};
use migrate::replay::replay;
use migrate::schema::{Expr, Name, Schema};
use migrate_tests::postgres;

/// More than there are in a batch, by number as by pages.
const ROWS: u32 = 60_000;

/// A table `t`, how it is filled with [`ROWS`] rows, the column that it gets, and its values.
struct Case {
    tables: &'static str,
    rows: &'static str,
    column: &'static str,
    value: &'static str,
}

impl Case {
    /// Fills the column, and says how many rows have no value and how many transactions wrote the others.
    fn run(&self) -> (u32, u32) {
        let mut before = Schema::default();
        assert_eq!(replay(&Postgres, self.tables, &mut before), []);
        let mut with = Schema::default();
        let sql = format!("CREATE TABLE c ({})", self.column);
        assert_eq!(replay(&Postgres, &sql, &mut with), []);
        let column = with.tables[&Name::new("c")].columns[0].clone();
        let backfill = Some(Expr(self.value.to_owned()));
        let op = Op::AlterTable {
            table: Name::new("t"),
            changes: vec![Change::AddColumn { column, backfill, position: None }],
        };
        let steps = online(&Postgres, &[op], &before).expect("it can be written");

        let database = postgres();
        database.execute(self.tables);
        database.execute(&self.rows.replace("ROWS", &ROWS.to_string()));
        for step in Postgres.limited(steps.expect("there are steps")) {
            database.execute(&step.sql);
        }
        let number = |of: &str| {
            let rows = database.rows(&format!("SELECT {of} FROM t"));
            let number = rows[0][0].as_ref().expect("a number");
            number.parse::<u32>().expect("a number")
        };
        let open = number("count(*) FILTER (WHERE added IS NULL)");
        let filled = number("count(*) FILTER (WHERE added = a)");
        assert_eq!((number("count(*)"), open + filled), (ROWS, ROWS), "{}", self.value);
        (open, number("count(DISTINCT xmin::text) FILTER (WHERE added IS NOT NULL)"))
    }
}

const PLAIN: Case = Case {
    tables: "CREATE TABLE t (a integer)",
    rows: "INSERT INTO t SELECT generate_series(1, ROWS)",
    column: "added integer NOT NULL",
    value: "a",
};

#[test]
fn a_table_without_a_key_is_filled_in_batches() {
    let (open, writers) = PLAIN.run();
    assert_eq!(open, 0);
    assert!(writers > 2, "{writers}");
}

#[test]
fn rows_that_get_no_value_are_nothing_to_wait_for() {
    for tables in [PLAIN.tables, "CREATE TABLE t (a integer PRIMARY KEY)"] {
        let case = Case {
            tables,
            column: "added integer",
            value: "CASE WHEN a % 3 > 0 THEN a END",
            ..PLAIN
        };
        let (open, writers) = case.run();
        assert_eq!(open, ROWS / 3);
        assert!(writers > 2, "{writers}");
    }
}

#[test]
fn rows_of_partitions_and_children_are_reached() {
    const PARTITIONS: &str = "CREATE TABLE t (a integer) PARTITION BY RANGE (a);
        CREATE TABLE few PARTITION OF t FOR VALUES FROM (0) TO (10);
        CREATE TABLE many PARTITION OF t FOR VALUES FROM (10) TO (50000);
        CREATE TABLE rest PARTITION OF t DEFAULT PARTITION BY LIST (a);
        CREATE TABLE rest_of_rest PARTITION OF rest DEFAULT;";
    const CHILDREN: &str = "CREATE TABLE t (a integer); CREATE TABLE child () INHERITS (t);";
    let into_both = "INSERT INTO t SELECT generate_series(1, 9);
        INSERT INTO child SELECT generate_series(10, ROWS)";
    for (tables, rows) in [(PARTITIONS, PLAIN.rows), (CHILDREN, into_both)] {
        let (open, writers) = Case { tables, rows, ..PLAIN }.run();
        assert_eq!(open, 0);
        assert!(writers > 2, "{writers}");
    }
}

#[test]
fn a_column_may_be_called_as_what_counts_the_batches() {
    for key in ["", " PRIMARY KEY"] {
        for name in ["low", "high", "more", "page", "pages", "step", "done", "value"] {
            let tables = format!("CREATE TABLE t (a integer{key}, {name} integer)");
            let case = Case {
                tables: tables.leak(),
                rows: "INSERT INTO t SELECT n, n FROM generate_series(1, ROWS) AS n",
                value: name,
                ..PLAIN
            };
            assert_eq!(case.run().0, 0, "{name}");
        }
    }
}
