//! Random pairs of schemas through the whole circle: the same seed gives the same pair, so a failure names its seed.

use migrate::dialect::sqlite::Sqlite;
use migrate::op::Op;
use migrate::schema::{
    Action, Column, Deferrable, Expr, Generated, Identity, IdentityKind, IndexKey, Name, Schema,
    Table, Type,
};

use super::fixture::{check, column, index, key, references, trigger, unique, view};
use crate::autogen::{Record, circle};

/// A stream of numbers, the same for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % end as u64) as usize
    }

    fn one_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }
}

const TYPES: &[&str] = &[
    "INTEGER",
    "TEXT",
    "REAL",
    "BLOB",
    "NUMERIC(10,2)",
    "VARCHAR(20)",
    "",
    "DATETIME",
    "BOOLEAN",
    "JSON",
];
const STRICT: &[&str] = &["INTEGER", "TEXT", "REAL", "BLOB", "ANY", "INT"];
const NAMES: &[&str] = &["a", "b", "order", "Mixed Case", "naïve", "q\"uote", "rowid", "x_1"];
const TABLES: &[&str] = &["alpha", "beta", "select", "Größe"];

fn expr(text: &str) -> Option<Expr> {
    Some(Expr(text.to_owned()))
}

fn quote(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn random_column(random: &mut Random, name: &str, strict: bool) -> Column {
    let ty = random.pick(if strict { STRICT } else { TYPES });
    let mut column = column(name, ty);
    match random.below(12) {
        0 => column.default = expr("'a'").filter(|_| !strict || matches!(ty, "TEXT" | "ANY")),
        1 => column.default = expr("1").filter(|_| !strict || ty != "BLOB"),
        2 => column.default = expr("-1.5").filter(|_| !strict || matches!(ty, "REAL" | "ANY")),
        3 => {
            column.default =
                expr("CURRENT_TIMESTAMP").filter(|_| !strict || matches!(ty, "TEXT" | "ANY"))
        }
        4 => {
            column.default = expr("lower('A')").filter(|_| !strict || matches!(ty, "TEXT" | "ANY"))
        }
        _ => {}
    }
    column.nullable = !random.one_in(3);
    if random.one_in(6) {
        column.collation = Some(random.pick(&["NOCASE", "RTRIM"]).to_owned());
    }
    column
}

fn random_table(random: &mut Random, name: &str, others: &[&str]) -> Table {
    let mut t = Table { name: Name::new(name), ..Table::default() };
    t.options.strict = random.one_in(6);
    let id = column(
        "id",
        random.pick(&[
            "INTEGER",
            "INTEGER",
            "INTEGER",
            if t.options.strict { "TEXT" } else { "VARCHAR(9)" },
        ]),
    );
    t.columns.push(Column { nullable: false, ..id });
    for name in NAMES {
        if random.one_in(2) {
            t.columns.push(random_column(random, name, t.options.strict));
        }
    }
    random_key(random, &mut t);
    for _ in 0..3 {
        random_constraint(random, &mut t, others);
    }
    if random.one_in(4) && t.columns.len() > 1 {
        let of = quote(&t.columns[1].name);
        let generated =
            Some(Generated { expr: Expr(format!("{of} || 'x'")), stored: random.one_in(2) });
        t.columns.push(Column { generated, ..column("g", "TEXT") });
    }
    if random.one_in(4) {
        let body = format!("AFTER INSERT ON {} BEGIN SELECT NEW.id; END", quote(name));
        t.triggers.push(trigger(&format!("tr_{name}"), &body));
    }
    t
}

fn random_key(random: &mut Random, t: &mut Table) {
    t.columns[0].identity = None;
    t.primary_key = match random.below(6) {
        0 => None,
        1 if t.columns.len() > 2 => {
            t.columns[1].nullable = false;
            let columns = [t.columns[1].name.clone(), "id".to_owned()];
            let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
            Some(key(Some("pk"), &columns))
        }
        _ => Some(key(None, &["id"])),
    };
    let is_alone = t.primary_key.as_ref().is_some_and(|key| key.columns == ["id"]);
    t.options.without_rowid = t.primary_key.is_some() && random.one_in(6);
    if is_alone
        && t.columns[0].ty == Type::Raw("INTEGER".to_owned())
        && !t.options.without_rowid
        && random.one_in(3)
    {
        let kind = IdentityKind::ByDefault;
        t.columns[0].identity =
            Some(Identity { kind, options: Default::default(), sequence: None });
    }
}

/// One more constraint or index, that a table with one row of small values can have.
fn random_constraint(random: &mut Random, t: &mut Table, others: &[&str]) {
    let at = random.below(t.columns.len());
    let (one, generated) = (t.columns[at].name.clone(), t.columns[at].generated.is_some());
    let other = t.columns[random.below(t.columns.len())].name.clone();
    let table = t.name.name.clone();
    let is_free = |number: &usize| {
        let name = format!("ix_{table}_{number}");
        t.indexes.iter().all(|index| index.name != name)
    };
    let number = (0..).find(is_free).expect("there is always another number");
    match random.below(8) {
        0 => t.uniques.push(unique(random.pick(&[None, Some("uq")]), &[&one])),
        1 => t
            .checks
            .push(check(random.pick(&[None, Some("ck")]), &format!("{} <> 'never'", quote(&one)))),
        2 if !generated => {
            let to = if random.one_in(4) { table.as_str() } else { random.pick(others) };
            let action = match random.below(4) {
                0 => Action::Cascade,
                1 => Action::SetNull(Vec::new()),
                2 => Action::Restrict,
                _ => Action::NoAction,
            };
            let mut key = references(&[&one], to, action);
            key.deferrable = Some(Deferrable::Deferred).filter(|_| random.one_in(3));
            t.foreign_keys.push(key);
        }
        3 => t.indexes.push(index(&format!("ix_{table}_{number}"), &[&one])),
        4 if one != other => {
            let mut index = index(&format!("ix_{table}_{number}"), &[&one, &other]);
            index.parts[0].descending = random.one_in(2);
            index.parts[1].collation = Some("NOCASE".to_owned()).filter(|_| random.one_in(2));
            t.indexes.push(index);
        }
        5 => {
            let mut index = index(&format!("ix_{table}_{number}"), &[&one]);
            index.unique = true;
            index.predicate = expr(&format!("{} IS NOT NULL", quote(&other)));
            t.indexes.push(index);
        }
        6 => {
            let mut index = index(&format!("ix_{table}_{number}"), &[&one]);
            index.parts[0].key = IndexKey::Expr(Expr(format!("lower({})", quote(&one))));
            t.indexes.push(index);
        }
        _ => {}
    }
}

/// Every table can be referred to by its `id`: a key to a column that is not unique is an error to every check of keys.
fn referable(mut tables: Vec<Table>) -> Vec<Table> {
    for table in &mut tables {
        let is_key = table.primary_key.as_ref().is_some_and(|key| key.columns == ["id"]);
        if !is_key && !table.uniques.iter().any(|unique| unique.columns == ["id"]) {
            table.uniques.push(unique(None, &["id"]));
        }
    }
    tables
}

fn random_schema(random: &mut Random) -> Vec<Table> {
    let count = 1 + random.below(TABLES.len());
    let names: Vec<&str> = TABLES[..count].to_vec();
    names.iter().map(|name| random_table(random, name, &names)).collect()
}

/// Some tables as they were, some with a few changes, some wholly new, some gone.
fn changed(random: &mut Random, tables: &[Table]) -> Vec<Table> {
    let mut next = Vec::new();
    let names: Vec<String> = tables.iter().map(|table| table.name.name.clone()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for table in tables {
        match random.below(8) {
            0 => next.push(random_table(random, &table.name.name, &names)),
            1 => {}
            _ => {
                let mut table = table.clone();
                for _ in 0..random.below(4) {
                    change(random, &mut table, &names);
                }
                next.push(table);
            }
        }
    }
    if random.one_in(4) {
        next.push(random_table(random, "fresh", &["fresh"]));
    }
    // A key needs a table to refer to, or nothing can be said of its orphans.
    let there: Vec<Name> = next.iter().map(|table| table.name.clone()).collect();
    for table in &mut next {
        table.foreign_keys.retain(|key| there.contains(&key.table));
    }
    next
}

fn change(random: &mut Random, t: &mut Table, others: &[&str]) {
    let strict = t.options.strict;
    let last = t.columns.len() - 1;
    match random.below(9) {
        0 => {
            let name = format!("new{}", t.columns.len());
            t.columns.push(random_column(random, &name, strict));
        }
        1 if last > 0 => drop_column(t, last),
        2 if last > 0 && t.columns[last].generated.is_none() => {
            let name = t.columns[last].name.clone();
            let is_key = t.primary_key.as_ref().is_some_and(|key| key.columns.contains(&name));
            t.columns[last] = random_column(random, &name, strict);
            t.columns[last].nullable &= !is_key;
        }
        3 => random_constraint(random, t, others),
        4 => drop(t.indexes.pop()),
        5 => drop(t.uniques.pop()),
        6 => drop(t.checks.pop()),
        7 => drop(t.foreign_keys.pop()),
        _ => random_key(random, t),
    }
}

fn drop_column(t: &mut Table, at: usize) {
    let name = t.columns.remove(at).name;
    let quoted = quote(&name);
    let names = |expr: &Expr| expr.0.contains(&quoted);
    t.primary_key.take_if(|key| key.columns.contains(&name));
    if t.primary_key.is_none() {
        t.options.without_rowid = false;
        t.columns[0].identity = None;
    }
    t.uniques.retain(|unique| !unique.columns.contains(&name));
    t.foreign_keys.retain(|key| !key.columns.contains(&name));
    t.checks.retain(|check| !names(&check.expr));
    t.columns.retain(|column| {
        !column.generated.as_ref().is_some_and(|generated| names(&generated.expr))
    });
    t.indexes.retain(|index| {
        let reads = index.parts.iter().any(|part| match &part.key {
            IndexKey::Column(column) => *column == name,
            IndexKey::Expr(expr) => names(expr),
        });
        !reads && !index.predicate.as_ref().is_some_and(names)
    });
}

fn sql(tables: &[Table], views: bool) -> Vec<String> {
    let mut ops: Vec<Op> = tables.iter().cloned().map(Op::CreateTable).collect();
    if let (true, Some(first)) = (views, tables.first()) {
        let name = quote(&first.name.name);
        ops.push(Op::CreateView(view("v", &format!("SELECT {name}.id FROM {name}"))));
    }
    let statements = migrate::dialect::render(&Sqlite, &ops, &Schema::default());
    statements.expect("SQLite has all of it").into_iter().map(|statement| statement.sql).collect()
}

/// What the rows of a table may forbid, said by the questions before, by the database or by a question within.
const BY_NATURE: &[&str] = &[
    "would fail:",
    "NOT NULL",
    "constraint failed",
    "cannot store",
    "orphans",
    "datatype mismatch",
];

fn random_circle(seed: u64, with_rows: bool) -> Result<bool, String> {
    let mut random = Random(seed);
    let tables = referable(random_schema(&mut random));
    let next = referable(changed(&mut random, &tables));
    let has_view =
        random.one_in(3) && next.first().map(|t| &t.name) == tables.first().map(|t| &t.name);
    let (before, after) = (sql(&tables, has_view), sql(&next, has_view));
    let record = Record { name: format!("seed {seed}"), raw: Vec::new(), before, after };
    match circle(&record, with_rows) {
        Ok(()) => Ok(true),
        Err(error) if with_rows && BY_NATURE.iter().any(|reason| error.contains(reason)) => {
            Ok(false)
        }
        Err(error) => Err(format!(
            "seed {seed}: {error}\nfrom:\n{}\nto:\n{}",
            record.before.join(";\n"),
            record.after.join(";\n")
        )),
    }
}

/// Runs as many pairs as `MIGRATE_RANDOM_PAIRS` says, 150 if it says nothing, and tells how many of how many arrived.
fn circles(with_rows: bool) -> (u64, u64) {
    let asked = std::env::var("MIGRATE_RANDOM_PAIRS").ok();
    let count = asked.map_or(150, |text| text.parse().expect("MIGRATE_RANDOM_PAIRS is a number"));
    let arrived = (0..count)
        .filter(|seed| random_circle(*seed, with_rows).unwrap_or_else(|error| panic!("{error}")));
    (arrived.count() as u64, count)
}

#[test]
fn random_pairs_go_there_and_back() {
    let (arrived, count) = circles(false);
    assert_eq!(arrived, count);
}

#[test]
fn random_pairs_go_there_and_back_with_rows_or_change_nothing() {
    let (arrived, count) = circles(true);
    assert!(arrived * 2 > count, "only {arrived} of {count} pairs got there with their rows");
}
