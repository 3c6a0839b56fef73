//! Expressions that mean the same, told so without a server, and the server's word on each of them.

use migrate::dialect::postgres::Postgres;
use migrate::replay::reword;
use migrate::schema::{Schema, Table};

use super::cases::read;

/// Columns of every type that decides what a server makes of a literal.
const TABLE: &str = "CREATE TYPE mood AS ENUM ('sad', 'happy');
CREATE DOMAIN age AS integer;
CREATE SEQUENCE free;
CREATE TABLE t (i integer, b bigint, s smallint, n numeric(10,2), d double precision, v varchar(20), t text,
    c char(3), e mood, m age, dt date, ts timestamp, tz timestamptz, j jsonb, ta text[], u uuid, bo boolean, iv interval);\n";

/// One line: spellings that mean the same, and one that does not.
struct Line {
    text: &'static str,
    column: Option<&'static str>,
    same: Vec<&'static str>,
    other: Option<&'static str>,
}

fn lines() -> Vec<Line> {
    let text = include_str!("../cases/meaning.txt");
    let cases = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let read = |text: &'static str| {
        let (kind, spellings) = text.split_once(": ").expect("a kind");
        let (same, other) = match spellings.split_once(" </> ") {
            Some((same, other)) => (same, Some(other)),
            None => (spellings, None),
        };
        let column = kind.strip_prefix("default ");
        Line { text, column, same: same.split(" <=> ").collect(), other }
    };
    cases.map(read).collect()
}

impl Line {
    /// A statement that gives the table that expression.
    fn statement(&self, expr: &str, name: &str) -> String {
        match self.column {
            None => format!("ALTER TABLE t ADD CONSTRAINT {name} CHECK ({expr});\n"),
            Some(column) => format!("ALTER TABLE t ALTER COLUMN {column} SET DEFAULT {expr};\n"),
        }
    }

    fn replayed(&self, expr: &str) -> Schema {
        let (schema, unread) = read(&Postgres, &(TABLE.to_owned() + &self.statement(expr, "ck")));
        assert!(unread.is_empty(), "{}: {unread:?}", self.text);
        schema
    }

    /// Whether `next` takes the words of `previous`.
    fn agree(&self, previous: &str, next: &str) -> bool {
        let (previous, mut next) = (self.replayed(previous), self.replayed(next));
        reword(&Postgres, &previous, &mut next);
        told(&previous) == told(&next)
    }
}

fn told(schema: &Schema) -> &Table {
    &schema.tables[&"t".into()]
}

#[test]
fn one_meaning_has_one_form_without_a_server() {
    let mut wrong = Vec::new();
    for line in lines() {
        for previous in &line.same {
            for next in &line.same {
                if !line.agree(previous, next) {
                    wrong.push(format!("{previous} and {next} are told apart"));
                }
            }
            if line.other.is_some_and(|other| line.agree(previous, other)) {
                wrong.push(format!("{previous} is taken for {}", line.other.unwrap_or_default()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_server_says_so_too() {
    let database = migrate_tests::postgres();
    database.execute(TABLE);
    let mut client = database.connect();
    let mut wrong = Vec::new();
    for line in lines() {
        let mut told = |expr: &str| {
            let script = "BEGIN;\n".to_owned() + &line.statement(expr, "ck");
            client
                .batch_execute(&script)
                .unwrap_or_else(|error| panic!("{}: {error:?}", line.text));
            let sql = "SELECT coalesce((SELECT pg_get_expr(conbin, conrelid) FROM pg_constraint WHERE conname = 'ck'),
                (SELECT pg_get_expr(adbin, adrelid) FROM pg_attrdef WHERE adrelid = 't'::regclass))";
            let text: String = client.query_one(sql, &[]).expect("one row").get(0);
            client.batch_execute("ROLLBACK").expect("it can be taken back");
            text
        };
        let first = told(line.same[0]);
        for expr in &line.same {
            let server = told(expr);
            if !line.agree(&server, expr) {
                wrong.push(format!("{expr} is told apart from the server's {server}"));
            }
        }
        if let Some(other) = line.other {
            let other = told(other);
            if other == first {
                wrong.push(format!("{}: the server has one form", line.text));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
