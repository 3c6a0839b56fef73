//! Columns that the database numbers, in the two manners that PostgreSQL has: `serial`, a default that asks a sequence
//! which the column owns, and `IDENTITY`. Where one becomes the other, or comes to a table with rows, the numbers go on
//! where they were.

use super::{beside, literal, name_sql, quote};
use crate::dialect::postgres::types;
use crate::schema::{Column, Identity, IdentityKind, Name, SequenceOptions, Table, Type};

/// The word that makes a column of that type a serial one.
pub(super) fn serial(ty: &Type) -> Option<&'static str> {
    if *ty == Type::SmallInt {
        Some("smallserial")
    } else if *ty == Type::Integer {
        Some("serial")
    } else if *ty == Type::BigInt {
        Some("bigserial")
    } else {
        None
    }
}

/// Whether the word `serial` does not say all of a serial column.
pub(super) fn is_spelled_out(column: &Column) -> bool {
    column.identity.as_ref().is_some_and(|identity| {
        identity.kind == IdentityKind::Serial
            && (identity.sequence.is_some()
                || identity.options != SequenceOptions::default()
                || serial(&column.ty).is_none())
    })
}

/// As what a column must be added that the database shall number, to be made an `IDENTITY` then: a table in parts takes none
/// that is new, since its parts have none of their own, but a default that its parts follow.
pub(super) fn serial_before(table: &Table, column: &Column) -> Option<Column> {
    let identity = column.identity.as_ref().filter(|one| one.kind != IdentityKind::Serial)?;
    table.options.partition_by.as_ref()?;
    let serial = Identity { kind: IdentityKind::Serial, ..identity.clone() };
    Some(Column { identity: Some(serial), ..column.clone() })
}

/// ` GENERATED … AS IDENTITY (…)`; nothing for a serial.
pub(super) fn clause(identity: &Identity) -> String {
    let Some(kind) = word(identity.kind) else { return String::new() };
    let mut options = options_sql(&identity.options);
    if let Some(sequence) = &identity.sequence {
        options = format!("SEQUENCE NAME {} {options}", name_sql(sequence)).trim_end().to_owned();
    }
    let options = if options.is_empty() { options } else { format!(" ({options})") };
    format!(" GENERATED {kind} AS IDENTITY{options}")
}

fn word(kind: IdentityKind) -> Option<&'static str> {
    match kind {
        IdentityKind::ByDefault => Some("BY DEFAULT"),
        IdentityKind::Always => Some("ALWAYS"),
        IdentityKind::Serial => None,
    }
}

/// The sequence behind a numbered column.
fn sequence(table: &Name, column: &Column) -> Name {
    let named = column.identity.as_ref().and_then(|identity| identity.sequence.clone());
    named.unwrap_or_else(|| beside(table, types::sequence_name(&table.name, &column.name)))
}

/// `CREATE SEQUENCE` for a serial column.
pub(super) fn create_sequence(table: &Table, column: &Column) -> String {
    create_sequence_as(&sequence(&table.name, column), column)
}

fn create_sequence_as(name: &Name, column: &Column) -> String {
    let options =
        column.identity.as_ref().map(|identity| options_sql(&identity.options)).unwrap_or_default();
    let ty =
        serial(&column.ty).map_or(String::new(), |_| format!(" AS {}", types::render(&column.ty)));
    format!("CREATE SEQUENCE {}{ty} {options}", name_sql(name)).trim_end().to_owned()
}

/// Makes the sequence of a serial column the column's own.
pub(super) fn own_sequence(table: &Table, column: &Column) -> String {
    format!(
        "ALTER SEQUENCE {} OWNED BY {}.{}",
        name_sql(&sequence(&table.name, column)),
        name_sql(&table.name),
        quote(&column.name)
    )
}

/// The default of a serial column.
pub(super) fn next_value(table: &Table, column: &Column) -> String {
    format!("nextval({}::regclass)", literal(&name_sql(&sequence(&table.name, column))))
}

/// Options as they stand after `CREATE SEQUENCE` or between the parentheses of `IDENTITY`.
pub(super) fn options_sql(options: &SequenceOptions) -> String {
    let mut words = Vec::new();
    let mut say =
        |word: &str, value: Option<i64>| words.extend(value.map(|value| format!("{word} {value}")));
    say("INCREMENT BY", options.increment);
    say("MINVALUE", options.min);
    say("MAXVALUE", options.max);
    say("START WITH", options.start);
    say("CACHE", options.cache);
    if options.cycle {
        words.push("CYCLE".into());
    }
    words.join(" ")
}

/// What turns `previous` options into `next`, each option said that differs; the words take `prefix` before each.
pub(super) fn option_changes(
    previous: &SequenceOptions,
    next: &SequenceOptions,
    prefix: &str,
) -> String {
    let mut words = Vec::new();
    if previous.increment != next.increment {
        words.push(format!("{prefix}INCREMENT BY {}", next.increment.unwrap_or(1)));
    }
    // a bound that nobody said was implied by the direction, and does not turn with it
    let turns = descends(previous) != descends(next);
    if previous.min != next.min || turns {
        // Where its type changes too, the server would take the least of the type for a bound that is not said.
        let min = next.min.or((turns && !descends(next)).then_some(1));
        words.push(match min {
            Some(min) => format!("{prefix}MINVALUE {min}"),
            None => format!("{prefix}NO MINVALUE"),
        });
    }
    if previous.max != next.max || turns {
        let max = next.max.or((turns && descends(next)).then_some(-1));
        words.push(match max {
            Some(max) => format!("{prefix}MAXVALUE {max}"),
            None => format!("{prefix}NO MAXVALUE"),
        });
    }
    if start(previous) != start(next) {
        words.push(format!("{prefix}START WITH {}", start(next)));
    }
    if starts_anew(previous, next) {
        words.push(format!("RESTART WITH {}", start(next)));
    }
    if previous.cache != next.cache {
        words.push(format!("{prefix}CACHE {}", next.cache.unwrap_or(1)));
    }
    if previous.cycle != next.cycle {
        words.push(format!("{prefix}{}", if next.cycle { "CYCLE" } else { "NO CYCLE" }));
    }
    words.join(" ")
}

fn descends(options: &SequenceOptions) -> bool {
    options.increment.is_some_and(|increment| increment < 0)
}

/// The first number, said or implied.
fn start(options: &SequenceOptions) -> i64 {
    let implied =
        if descends(options) { options.max.unwrap_or(-1) } else { options.min.unwrap_or(1) };
    options.start.unwrap_or(implied)
}

/// Whether a sequence cannot stay where it is: its numbers lie elsewhere, so the server would refuse its position.
fn starts_anew(previous: &SequenceOptions, next: &SequenceOptions) -> bool {
    let (least, most) = if descends(next) { (i64::MIN, -1) } else { (1, i64::MAX) };
    let numbers = next.min.unwrap_or(least)..=next.max.unwrap_or(most);
    descends(previous) != descends(next) || !numbers.contains(&start(previous))
}

/// Renames the sequence of a column whose name, or whose table's name, has just changed, if it was called after them.
pub(super) fn rename_sequence(
    table: &Name,
    column: &Column,
    previous: (&str, &str),
    next: (&str, &str),
) -> Option<String> {
    column.identity.as_ref().filter(|identity| identity.sequence.is_none())?;
    let previous = types::sequence_name(previous.0, previous.1);
    let next = types::sequence_name(next.0, next.1);
    (previous != next).then(|| {
        format!("ALTER SEQUENCE {} RENAME TO {}", name_sql(&beside(table, previous)), quote(&next))
    })
}

/// What a column needs to be numbered as `next` is, when it was numbered as `previous` is. It is NOT NULL by then and has
/// no default of its own.
pub(super) fn change(table: &Table, previous: &Column, next: &Column) -> Vec<String> {
    match (&previous.identity, &next.identity) {
        (None, None) => Vec::new(),
        (None, Some(identity)) => add(table, next, identity),
        (Some(identity), None) => drop(table, previous, identity),
        (Some(before), Some(after)) => match (before.kind, after.kind) {
            (IdentityKind::Serial, IdentityKind::Serial) => alter_serial(table, previous, next),
            (IdentityKind::Serial, IdentityKind::Always | IdentityKind::ByDefault) => {
                from_serial(table, previous, next)
            }
            (IdentityKind::Always | IdentityKind::ByDefault, IdentityKind::Serial) => {
                to_serial(table, previous, next)
            }
            (
                IdentityKind::Always | IdentityKind::ByDefault,
                IdentityKind::Always | IdentityKind::ByDefault,
            ) => alter_identity(table, previous, next),
        },
    }
}

/// `ALTER TABLE … ALTER COLUMN …`.
pub(super) fn alter(table: &Table, column: &Column, what: &str) -> String {
    format!("ALTER TABLE {} ALTER COLUMN {} {what}", name_sql(&table.name), quote(&column.name))
}

fn add(table: &Table, column: &Column, identity: &Identity) -> Vec<String> {
    let mut statements = Vec::new();
    if identity.kind == IdentityKind::Serial {
        statements.push(create_sequence(table, column));
        statements.push(alter(
            table,
            column,
            &format!("SET DEFAULT {}", next_value(table, column)),
        ));
        statements.push(own_sequence(table, column));
    } else {
        statements.push(alter(table, column, &format!("ADD{}", clause(identity))));
    }
    statements.push(go_on(table, column, identity));
    statements
}

/// Sets a new sequence behind the numbers that the rows have already.
fn go_on(table: &Table, column: &Column, identity: &Identity) -> String {
    let options = &identity.options;
    let (last, beyond) = if descends(options) { ("min", "<=") } else { ("max", ">=") };
    let start = start(options);
    let sequence = literal(&name_sql(&sequence(&table.name, column)));
    let column = quote(&column.name);
    let bounds = [(">=", options.min), ("<=", options.max)];
    let within: Vec<String> = bounds
        .iter()
        .filter_map(|(within, bound)| Some(format!("{column} {within} {}", (*bound)?)))
        .collect();
    let within = match within.is_empty() {
        true => String::new(),
        false => format!(" WHERE {}", within.join(" AND ")),
    };
    format!(
        "SELECT setval({sequence}::regclass, {last}({column})) FROM {}{within} HAVING {last}({column}) {beyond} {start}",
        name_sql(&table.name)
    )
}

fn drop(table: &Table, column: &Column, identity: &Identity) -> Vec<String> {
    if identity.kind == IdentityKind::Serial {
        let sequence = name_sql(&sequence(&table.name, column));
        vec![alter(table, column, "DROP DEFAULT"), format!("DROP SEQUENCE {sequence}")]
    } else {
        vec![alter(table, column, "DROP IDENTITY")]
    }
}

/// A name for a sequence that lives only within one revision.
fn aside(sequence: &Name) -> Name {
    beside(sequence, crate::schema::name::shorten(&format!("{}_previous", sequence.name)))
}

fn copy_position(from: &Name, to: &Name) -> String {
    format!(
        "SELECT setval({}::regclass, last_value, is_called) FROM {}",
        literal(&name_sql(to)),
        name_sql(from)
    )
}

fn from_serial(table: &Table, previous: &Column, next: &Column) -> Vec<String> {
    let old = sequence(&table.name, previous);
    let aside = aside(&old);
    let identity = next.identity.as_ref().map(clause).unwrap_or_default();
    vec![
        alter(table, next, "DROP DEFAULT"),
        format!("ALTER SEQUENCE {} RENAME TO {}", name_sql(&old), quote(&aside.name)),
        alter(table, next, &format!("ADD{identity}")),
        copy_position(&aside, &sequence(&table.name, next)),
        format!("DROP SEQUENCE {}", name_sql(&aside)),
    ]
}

fn to_serial(table: &Table, previous: &Column, next: &Column) -> Vec<String> {
    let aside = aside(&sequence(&table.name, next));
    let new = sequence(&table.name, next);
    vec![
        create_sequence_as(&aside, next),
        copy_position(&sequence(&table.name, previous), &aside),
        alter(table, next, "DROP IDENTITY"),
        format!("ALTER SEQUENCE {} RENAME TO {}", name_sql(&aside), quote(&new.name)),
        alter(table, next, &format!("SET DEFAULT {}", next_value(table, next))),
        own_sequence(table, next),
    ]
}

fn alter_serial(table: &Table, previous: &Column, next: &Column) -> Vec<String> {
    let (old, new) = (sequence(&table.name, previous), sequence(&table.name, next));
    let mut statements = Vec::new();
    if old != new {
        statements.push(format!(
            "ALTER SEQUENCE {} RENAME TO {}",
            name_sql(&old),
            quote(&new.name)
        ));
    }
    let mut words = Vec::new();
    if previous.ty != next.ty && serial(&next.ty).is_some() {
        words.push(format!("AS {}", types::render(&next.ty)));
    }
    if let (Some(before), Some(after)) = (&previous.identity, &next.identity) {
        words.push(option_changes(&before.options, &after.options, ""));
    }
    words.retain(|word| !word.is_empty());
    if !words.is_empty() {
        statements.push(format!("ALTER SEQUENCE {} {}", name_sql(&new), words.join(" ")));
    }
    statements.extend(anew(table, previous, next));
    statements
}

fn alter_identity(table: &Table, previous: &Column, next: &Column) -> Vec<String> {
    let (Some(before), Some(after)) = (&previous.identity, &next.identity) else {
        return Vec::new();
    };
    let mut statements = Vec::new();
    let (old, new) = (sequence(&table.name, previous), sequence(&table.name, next));
    if old != new {
        statements.push(format!(
            "ALTER SEQUENCE {} RENAME TO {}",
            name_sql(&old),
            quote(&new.name)
        ));
    }
    if let (Some(kind), true) = (word(after.kind), before.kind != after.kind) {
        statements.push(alter(table, next, &format!("SET GENERATED {kind}")));
    }
    let options = option_changes(&before.options, &after.options, "SET ");
    if !options.is_empty() {
        statements.push(alter(table, next, &options));
    }
    statements.extend(anew(table, previous, next));
    statements
}

/// A sequence that starts anew goes on behind the numbers that the rows have already.
fn anew(table: &Table, previous: &Column, next: &Column) -> Option<String> {
    let (before, after) = (previous.identity.as_ref()?, next.identity.as_ref()?);
    starts_anew(&before.options, &after.options).then(|| go_on(table, next, after))
}
