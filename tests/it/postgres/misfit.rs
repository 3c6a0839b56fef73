//! What is said of values that cannot become values of another type, against a real server that tries with each. The values
//! and types are data.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use migrate::dialect::Dialect;
use migrate::dialect::postgres::Postgres;
use migrate::replay::replay;
use migrate::schema::Schema;
use migrate_tests::postgres;
use postgres::Client;

const TYPES: &str =
    "CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy'); CREATE TYPE feeling AS ENUM ('ok', 'sad');";

/// Whether a statement fails; it leaves nothing.
const FAILS: &str = "CREATE FUNCTION pg_temp.fails(sql text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN EXECUTE sql; RAISE EXCEPTION 'made'; EXCEPTION WHEN OTHERS THEN RETURN SQLERRM <> 'made'; END $$;";

#[test]
fn what_is_said_not_to_fit_does_not() {
    let database = postgres();
    let mut client = database.connect();
    client.batch_execute(&format!("{TYPES}{FAILS}")).unwrap();
    let mut schema = Schema::default();
    assert_eq!(replay(&Postgres, TYPES, &mut schema), []);
    let (mut values, mut tried, mut wrong) = (BTreeMap::new(), 0, String::new());
    for line in include_str!("../cases/misfits.txt").lines().filter(|line| !line.starts_with('#')) {
        let (what, rest) = line.split_once(':').unwrap();
        let Some(from) = what.strip_prefix("to ") else {
            let all: Vec<&str> =
                rest.split('|').map(|value| value.strip_prefix(' ').unwrap_or(value)).collect();
            let all = all.into_iter().map(|value| value.strip_suffix(' ').unwrap_or(value));
            values.insert(what, all.collect::<Vec<&str>>());
            continue;
        };
        for to in types(rest) {
            let (to, is_all) = to.strip_prefix('?').map_or((&*to, true), |to| (to, false));
            for value in &values[from] {
                let (value, is_all) =
                    value.strip_prefix('?').map_or((*value, is_all), |value| (value, false));
                let (fits, said) = try_one(&mut client, &schema, (from, to), value);
                if said && fits || !said && !fits && is_all {
                    let _ = writeln!(
                        wrong,
                        "{from} -> {to}: `{value}` fits: {fits}, said not to: {said}"
                    );
                }
                tried += 1;
            }
        }
    }
    assert!(tried > 500 && wrong.is_empty(), "{tried} tried\n{wrong}");
}

/// Words, of which those belong together that make a type.
fn types(line: &str) -> Vec<String> {
    let line = line.replace("double precision", "double_precision");
    line.split_whitespace().map(|word| word.replace('_', " ")).collect()
}

/// Whether the server makes of `value` what is wanted, and whether it was said that it would not.
fn try_one(
    client: &mut Client,
    schema: &Schema,
    (from, to): (&str, &str),
    value: &str,
) -> (bool, bool) {
    let insert = format!(
        "DROP TABLE IF EXISTS one; CREATE TABLE one (c {from}); INSERT INTO one VALUES ({})",
        Postgres.literal(value)
    );
    client.batch_execute(&insert).unwrap_or_else(|error| panic!("{from}: {value}: {error}"));
    let (previous, next) = (Postgres.parse_type(from), Postgres.parse_type(to));
    let using = Postgres.cast("c", &previous, &next, schema);
    let using = using.map_or_else(String::new, |cast| format!(" USING {cast}"));
    let alter = format!("ALTER TABLE one ALTER c TYPE {}{using}", Postgres.type_sql(&next));
    let fails: bool = client.query_one("SELECT pg_temp.fails($1)", &[&alter]).unwrap().get(0);
    let said = Postgres.misfit("c", &previous, &next, schema).is_some_and(|condition| {
        let ask = format!("SELECT coalesce(({condition}), false) FROM one");
        client.query_one(&ask, &[]).unwrap_or_else(|error| panic!("{ask}: {error}")).get(0)
    });
    (!fails, said)
}
