//! What the derives give: names as constants, rows of both drivers as values.

use std::str::FromStr;

use migrate::{Columns, Enum, Table};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
enum Status {
    Open,
    #[value(name = "in progress")]
    InProgress,
}

/// A newtype that the drivers do not know.
#[derive(Debug, PartialEq, Eq)]
struct Email(String);

impl FromStr for Email {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.contains('@') { Ok(Email(text.to_owned())) } else { Err("no address".to_owned()) }
    }
}

/// Digits as written, for a decimal that no driver feature reads.
#[derive(Debug, PartialEq)]
struct Amount(f64);

impl FromStr for Amount {
    type Err = std::num::ParseFloatError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Amount)
    }
}

/// No way to read it at all.
#[derive(Debug, Default, PartialEq)]
struct Opaque;

#[derive(Debug, PartialEq, Columns)]
struct Column {
    #[column(name = "made")]
    made_by: Option<String>,
    version: u32,
}

#[derive(Debug, PartialEq, Table)]
#[table(name = "tickets", schema = "desk", unique(columns = [email]))]
struct Ticket {
    #[column(primary_key, auto)]
    id: i64,
    email: Email,
    status: Status,
    former: Option<Status>,
    #[column(precision = 10, scale = 2, type = "numeric")]
    amount: Amount,
    small: u8,
    letter: char,
    #[column(type(sqlite = "TEXT", postgres = "jsonb"))]
    data: serde_json::Value,
    #[column(flatten)]
    shared: Column,
    r#type: Option<i16>,
    #[column(skip)]
    cache: Vec<String>,
}

#[derive(Debug, Table)]
#[expect(dead_code, reason = "it is never read with success")]
struct Unreadable {
    #[column(primary_key, type = "text")]
    id: Opaque,
}

const SELECT: &str =
    "SELECT 7 AS id, 'a@b' AS email, 'in progress' AS status, NULL AS former, 'ann' AS made";

fn expected() -> Ticket {
    Ticket {
        id: 7,
        email: Email("a@b".to_owned()),
        status: Status::InProgress,
        former: None,
        amount: Amount(-12.5),
        small: 3,
        letter: 'x',
        data: serde_json::json!({"a": [1, null]}),
        shared: Column { made_by: Some("ann".to_owned()), version: 4_000_000_000 },
        r#type: Some(5),
        cache: Vec::new(),
    }
}

#[test]
fn names_are_constants() {
    assert_eq!(Ticket::TABLE, "tickets");
    assert_eq!(Ticket::SCHEMA, Some("desk"));
    assert_eq!(Unreadable::TABLE, "unreadable");
    assert_eq!(
        Ticket::COLUMNS,
        [
            "id", "email", "status", "former", "amount", "small", "letter", "data", "made",
            "version", "type"
        ]
    );
    assert_eq!(Ticket::COLUMN.r#type, "type");
    assert_eq!(Column::COLUMN.made_by, "made");
}

#[test]
fn values_are_texts_and_back() {
    assert_eq!(Status::VALUES, ["open", "in progress"]);
    assert_eq!(Status::InProgress.as_str(), "in progress");
    assert_eq!("open".parse(), Ok(Status::Open));
    assert_eq!(
        "closed".parse::<Status>().unwrap_err().to_string(),
        "`closed` is no value of `Status`"
    );
}

#[test]
fn rows_of_sqlite_are_read() {
    let connection = rusqlite::Connection::open_in_memory().unwrap();
    let rest = "-12.5 AS amount, 3 AS small, 'x' AS letter, '{\"a\": [1, null]}' AS data, 4000000000 AS version, 5 AS type";
    let sql = format!("{SELECT}, {rest}");
    let read = connection.query_row(&sql, [], Ticket::from_sqlite_row).unwrap();
    assert_eq!(read, expected());

    let wrong = sql.replace("in progress", "lost");
    let error = connection.query_row(&wrong, [], Ticket::from_sqlite_row).unwrap_err();
    assert!(error.to_string().contains("`lost` is no value of `Status`"), "{error}");
    let error =
        connection.query_row("SELECT 1 AS id", [], Unreadable::from_sqlite_row).unwrap_err();
    assert!(error.to_string().contains("implement `FromStr`"), "{error}");

    let value = connection
        .query_row("SELECT ?1", [Status::InProgress], |row| row.get::<_, Status>(0))
        .unwrap();
    assert_eq!(value, Status::InProgress);
}

#[test]
fn rows_of_postgres_are_read() {
    let database = migrate_tests::postgres();
    let mut client = database.connect();
    client.batch_execute("CREATE TYPE status AS ENUM ('open', 'in progress')").unwrap();
    let rest = "-12.50::numeric AS amount, 3::smallint AS small, 'x'::varchar(1) AS letter, \
                '{\"a\": [1, null]}'::jsonb AS data, 4000000000::bigint AS version, 5::smallint AS type";
    let sql = format!("{SELECT}, {rest}")
        .replace("7 AS id", "7::bigint AS id")
        .replace("'in progress' AS", "'in progress'::status AS");
    let row = client.query_one(&sql, &[]).unwrap();
    assert_eq!(Ticket::from_postgres_row(&row).unwrap(), expected());

    let row = client.query_one(&sql.replace("'a@b'", "'nobody'"), &[]).unwrap();
    let error = Ticket::from_postgres_row(&row).unwrap_err();
    let source = std::error::Error::source(&error).unwrap().to_string();
    assert!(source.contains("`nobody` is no"), "{source}");

    let row = client.query_one("SELECT $1::status", &[&Status::InProgress]).unwrap();
    assert_eq!(row.get::<_, Status>(0), Status::InProgress);
}
