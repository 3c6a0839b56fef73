//! What is said to PostgreSQL while revisions run. The statements of revisions themselves are in `ddl.rs`.

use std::time::Duration;

use crate::dialect::{Dialect, Lexis};
use crate::error::Cause;
use crate::revision::Limits;
use crate::runner::{Advisory, BUSY, Conduct, Fault, GATHERED, Keeping};
use crate::split::lex::{Kind, Lexer, Token};

use super::Postgres;

pub(super) static CONDUCT: Conduct = Conduct {
    // Read committed whatever the default is: what others committed before we got the lock must be seen.
    begin: "BEGIN ISOLATION LEVEL READ COMMITTED",
    // Otherwise a statement goes on for as long as it takes, with its locks, after whoever sent it was stopped. Servers
    // before 14 do not know the setting, and not every system can look at a connection meanwhile.
    attentive: Some(|lasting| {
        format!(
            "SELECT set_config('client_connection_check_interval', '1s', {}) \
             WHERE current_setting('client_connection_check_interval', true) = '0' AND version() LIKE '%linux%'",
            !lasting
        )
    }),
    one_message: true,
    moment_type: "timestamp with time zone",
    moment_text: |column| {
        format!("to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS \"UTC\"')")
    },
    // The separators as literals: on a fresh connection each function costs the server a look into its catalog.
    gathered: |table| {
        let [columns, rows] = GATHERED;
        format!("SELECT string_agg(revision || '{columns}' || checksum, '{rows}') FROM {table}")
    },
    moment: |moment| moment,
    elapsed: Some(
        "CAST(extract(epoch FROM clock_timestamp() - transaction_timestamp()) * 1000 AS bigint)",
    ),
    cause,
    file: None,
    advisory: Some(Advisory {
        // Fails rather than waits: a transaction that waits for a lock holds a snapshot, and `CREATE INDEX
        // CONCURRENTLY` of whoever has the lock waits for the snapshot. `pg_backend_pid` keeps the cast from being
        // evaluated when the statement is planned.
        guard: |key| {
            format!(
                "SELECT CASE WHEN pg_try_advisory_xact_lock({key}) THEN 0 \
                 ELSE CAST('{BUSY} (lock {key}), seen from process ' || pg_backend_pid() AS integer) END"
            )
        },
        require: |exists, message| {
            let message = Postgres.literal(&format!("{message}, seen from process "));
            format!(
                "SELECT CASE WHEN EXISTS ({exists}) THEN 0 ELSE CAST({message} || pg_backend_pid() AS integer) END"
            )
        },
        take: |key| format!("SELECT pg_try_advisory_lock({key})"),
        held,
        release: |key| format!("SELECT pg_advisory_unlock({key})"),
        holder: |key| {
            format!(
                "SELECT a.pid, to_char(coalesce(a.xact_start, a.state_change) AT TIME ZONE 'UTC', \
                 'YYYY-MM-DD HH24:MI:SS \"UTC\"'), a.application_name, left(a.query, 200) \
                 FROM pg_locks JOIN pg_stat_activity a USING (pid) \
                 WHERE {} AND granted AND pid <> pg_backend_pid() ORDER BY a.pid LIMIT 1",
                condition(key)
            )
        },
        // A prepared transaction has no process.
        blockers: |key| {
            format!(
                "SELECT coalesce((SELECT c.relname FROM pg_locks l JOIN pg_class c ON c.oid = l.relation \
                 WHERE l.pid = w.pid AND NOT l.granted ORDER BY c.relname LIMIT 1), ''), b.pid, \
                 coalesce(to_char(coalesce(a.xact_start, a.state_change) AT TIME ZONE 'UTC', \
                 'YYYY-MM-DD HH24:MI:SS \"UTC\"'), ''), coalesce(a.application_name, 'a prepared transaction'), \
                 coalesce(left(a.query, 200), '') \
                 FROM (SELECT pid FROM pg_locks WHERE {} AND granted LIMIT 1) w \
                 CROSS JOIN LATERAL unnest(pg_blocking_pids(w.pid)) b (pid) LEFT JOIN pg_stat_activity a ON a.pid = b.pid \
                 ORDER BY a.wait_event_type IS NOT DISTINCT FROM 'Lock', a.xact_start, b.pid",
                condition(key)
            )
        },
        // Whoever waits themselves is not who we waited for first.
        tables: "SELECT c.relname, a.pid, to_char(coalesce(a.xact_start, a.state_change) AT TIME ZONE 'UTC', \
                 'YYYY-MM-DD HH24:MI:SS \"UTC\"'), a.application_name, left(a.query, 200) \
                 FROM pg_locks l JOIN pg_stat_activity a USING (pid) JOIN pg_class c ON c.oid = l.relation \
                 WHERE l.granted AND l.locktype = 'relation' AND l.pid <> pg_backend_pid() \
                 AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) \
                 AND c.relkind IN ('r', 'p', 'f', 'v', 'm') AND c.relnamespace <> 'pg_catalog'::regnamespace \
                 ORDER BY a.wait_event_type IS NOT DISTINCT FROM 'Lock', l.mode = 'AccessShareLock', a.xact_start, a.pid, c.relname",
    }),
    holder: None,
    // The lock goes with its transaction.
    in_transaction: held,
    guard: None,
    series: None,
    limits,
    limits_outside: |wanted| {
        limits(wanted).iter().map(|sql| sql.replacen("SET LOCAL", "SET", 1)).collect()
    },
    unlimited: |set, transaction| {
        let named = [
            ("lock_timeout", set.lock_timeout.is_some()),
            ("statement_timeout", set.statement_timeout.is_some()),
        ];
        let local = if transaction { "LOCAL " } else { "" };
        let back = |(name, _): (&str, bool)| format!("SET {local}{name} TO DEFAULT");
        named.into_iter().filter(|(_, is_set)| *is_set).map(back).collect()
    },
    keeping: Keeping {
        queries: |statements| match statements.iter().any(|sql| may_set(sql)) {
            true => vec![SETTINGS.to_string()],
            false => Vec::new(),
        },
        write: |name, value| match value {
            Some(value) => format!(
                "SELECT pg_catalog.set_config({}, {}, false)",
                Postgres.literal(name),
                Postgres.literal(value)
            ),
            None => format!("RESET {}", Postgres.quote(name)),
        },
    },
    stopped_by_driver: false,
    settings: &["SET", "RESET"],
    // What cannot run in a transaction says so before it does anything, so it need not be known here.
    outside: &[],
    aftermath,
    here: Some("SELECT current_schema()"),
    leftover,
    fault,
    columns: "SELECT c.relname, a.attname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
              JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped \
              WHERE c.relkind IN ('r', 'p') AND n.nspname = current_schema() \
              AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid \
              AND d.deptype = 'e') ORDER BY c.relname, a.attnum",
};

fn held(key: i64) -> String {
    format!(
        "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE {} AND pid = pg_backend_pid() AND granted)",
        condition(key)
    )
}

/// What an SQLSTATE means to a caller.
fn cause(state: &str, _: &str) -> Cause {
    match state {
        "42P01" | "3F000" => Cause::NoTable,
        "3D000" => Cause::NoDatabase,
        // lock_not_available, deadlock_detected, serialization_failure
        "55P03" | "40P01" | "40001" => Cause::Locked,
        "57014" => Cause::Timeout,
        "23505" => Cause::Duplicate,
        // Tables, objects, databases, schemas, columns.
        "42P07" | "42710" | "42P04" | "42P06" | "42701" => Cause::Exists,
        "42704" => Cause::Absent,
        // active_sql_transaction, and a `COMMIT` in a block or procedure that runs in one
        "25001" | "2D000" => Cause::InTransaction,
        // The administrator ended the session, or the server went down.
        "57P01" | "57P02" | "57P03" => Cause::Lost,
        state if state.starts_with("08") => Cause::Lost,
        _ => Cause::Other,
    }
}

/// The row of `pg_locks` that stands for a key of 64 bits.
fn condition(key: i64) -> String {
    let [high, low] = [key >> 32, key & 0xffff_ffff].map(|half| half & 0xffff_ffff);
    format!(
        "locktype = 'advisory' AND classid = {high} AND objid = {low} AND objsubid = 1 \
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
}

fn limits(limits: Limits) -> Vec<String> {
    // No time at all would mean no limit.
    let limit = |name: &str, limit: Option<Duration>| {
        limit.map(|limit| format!("SET LOCAL {name} = '{}ms'", limit.as_millis().max(1)))
    };
    let lock = limit("lock_timeout", limits.lock_timeout);
    lock.into_iter().chain(limit("statement_timeout", limits.statement_timeout)).collect()
}

/// What was set for the connection and is not what it began with. The last two are in no list of settings.
const SETTINGS: &str = "SELECT name, current_setting(name) FROM pg_catalog.pg_settings \
    WHERE source = 'session' AND name NOT LIKE 'transaction\\_%' \
    UNION ALL SELECT name, current_setting(name) FROM (VALUES ('role'), ('session_authorization')) AS known (name)";

/// Whether a statement may set something for the connection, itself or by a function that it calls.
fn may_set(sql: &str) -> bool {
    const WORDS: [&str; 6] = ["SET", "RESET", "DISCARD", "SELECT", "DO", "CALL"];
    let first =
        Lexer::new(&Postgres.capability().lexis, sql).find(|token| token.kind != Kind::Comment);
    first.is_some_and(|token| WORDS.iter().any(|word| token.is(word)))
        || has(sql, "set_config")
        || aftermath(sql).is_some()
}

/// Whether a text holds a word of ASCII letters in whatever case.
fn has(sql: &str, word: &str) -> bool {
    sql.as_bytes().windows(word.len()).any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
}

/// A dump begins by emptying the search path, after which no revision would find its tables, nor we the history.
fn aftermath(sql: &str) -> Option<&'static str> {
    has(sql, "search_path").then_some("search_path")
}

/// For `CREATE INDEX CONCURRENTLY`, which leaves an invalid index behind when it is stopped: the query for the statement
/// that drops it.
fn leftover(sql: &str) -> Option<String> {
    let lexis: &Lexis = &Postgres.capability().lexis;
    let mut tokens = Lexer::new(lexis, sql).filter(|token| token.kind != Kind::Comment).peekable();
    tokens.next_if(|token| token.is("CREATE"))?;
    tokens.next_if(|token| token.is("UNIQUE"));
    for word in ["INDEX", "CONCURRENTLY"] {
        tokens.next_if(|token| token.is(word))?;
    }
    if tokens.next_if(|token| token.is("IF")).is_some() {
        for word in ["NOT", "EXISTS"] {
            tokens.next_if(|token| token.is(word))?;
        }
    }
    let name = tokens.next_if(|token| !token.is("ON")).and_then(|token| identifier(&token))?;
    tokens.next_if(|token| token.is("ON"))?;
    tokens.next_if(|token| token.is("ONLY"));
    // The table as it is written, which `to_regclass` understands.
    let mut table = String::new();
    while let Some(token) = tokens.next_if(|token| {
        token.is_symbol(".") || token.kind == Kind::Quoted || token.kind == Kind::Word
    }) {
        if token.is("USING") {
            break;
        }
        table.push_str(token.text);
    }
    Some(format!(
        "SELECT format('DROP INDEX CONCURRENTLY %I.%I', n.nspname, c.relname) \
         FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
         WHERE NOT i.indisvalid AND c.relname = {} AND i.indrelid = to_regclass({})",
        Postgres.literal(&name),
        Postgres.literal(&table)
    ))
}

/// `CREATE INDEX` and `REINDEX CONCURRENTLY` before 14.4 leave out rows that are written meanwhile.
fn fault(sql: &str) -> Option<Fault> {
    // As far as the word can stand from the beginning: `REINDEX (VERBOSE, TABLESPACE x) INDEX CONCURRENTLY`.
    const FIRST: usize = 16;
    let lexer = Lexer::new(&Postgres.capability().lexis, sql);
    let mut tokens = lexer.filter(|token| token.kind != Kind::Comment).take(FIRST);
    let builds = tokens.next().is_some_and(|first| first.is("CREATE") || first.is("REINDEX"));
    (builds && tokens.any(|token| token.is("CONCURRENTLY"))).then_some(Fault {
        query: "SELECT 'PostgreSQL ' || current_setting('server_version') \
                WHERE CAST(current_setting('server_version_num') AS integer) BETWEEN 140000 AND 140003",
        consequence: "an index that is built `CONCURRENTLY` can miss rows that are written meanwhile",
        hint: "update the server to 14.4 or newer, or build the index without `CONCURRENTLY`",
    })
}

/// A name as the server stores it.
fn identifier(token: &Token<'_>) -> Option<String> {
    match token.kind {
        Kind::Word => Some(token.text.to_lowercase()),
        Kind::Quoted => {
            let inner = token.text.strip_prefix('"')?.strip_suffix('"')?;
            Some(inner.replace("\"\"", "\""))
        }
        Kind::String | Kind::Number | Kind::Symbol | Kind::Comment => None,
    }
}
