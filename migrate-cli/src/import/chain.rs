//! Another tool's migrations as revisions: one after the other, with ids that are the same wherever they are made. Writes
//! no file.

use migrate::dialect::Dialect;
use migrate::revision::{Direction, Limits, Revision, Section, file};
use sha2::{Digest, Sha256};
use time::macros::format_description;
use time::{Date, OffsetDateTime, PrimitiveDateTime, Time};

use super::{Found, Text, report};
use crate::args::Tool;
use crate::failure::{Failure, Result};

/// Below this a version is a count, and told as minutes: names of files then sort as the versions do. Above it is one of
/// the clocks that count seconds.
const COUNTED: i64 = 1_000_000;

/// The revisions of what was found, in its order, in each of these dialects.
pub(crate) fn revisions(
    tool: Tool,
    found: &[Found],
    dialects: &[&'static dyn Dialect],
) -> Result<Vec<Revision>> {
    let mut all: Vec<Revision> = Vec::with_capacity(found.len());
    let mut wrong = Vec::new();
    let mut latest = OffsetDateTime::UNIX_EPOCH;
    for one in found {
        // Never before its parent, whatever the versions look like.
        latest = latest.max(moment(&one.version));
        let message = message(one);
        let revision = Revision {
            id: id(tool, one),
            slug: migrate::revision::name::slug(&message),
            message,
            revises: all.last().map(|parent| parent.id.clone()).into_iter().collect(),
            created: created(latest)?,
            sections: sections(one, dialects),
            ..Revision::default()
        };
        if !survives(&revision) {
            wrong.push(report(
                format!("`{}` has a line that begins with `-- migrate:`, which would be read as a marker", one.path.display()),
                "change the line",
            ));
        }
        all.push(revision);
    }
    if wrong.is_empty() { Ok(all) } else { Err(Failure { code: 1, reports: wrong }) }
}

/// Bytes as hex digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn id(tool: Tool, one: &Found) -> String {
    let named = format!("{}:{}:{}", tool.name(), one.version, one.name);
    hex(Sha256::digest(named.as_bytes()).get(..6).unwrap_or_default())
}

fn message(one: &Found) -> String {
    let words: Vec<&str> = one
        .name
        .split(|letter: char| letter == '_' || letter.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect();
    if words.is_empty() { format!("version {}", one.version) } else { words.join(" ") }
}

fn sections(one: &Found, dialects: &[&'static dyn Dialect]) -> Vec<Section> {
    let mut all = Vec::with_capacity(2 * dialects.len());
    for dialect in dialects {
        let section = |direction, text: Option<&Text>| Section {
            direction,
            dialect: Some(dialect.name().to_owned()),
            transaction: text.is_none_or(|text| text.transaction),
            hook: false,
            irreversible: text.is_none(),
            limits: Limits::NONE,
            sql: text.map(|text| plain(&text.sql)).unwrap_or_default(),
            line: 0,
        };
        all.push(section(Direction::Up, Some(&one.up)));
        all.push(section(Direction::Down, one.down.as_ref()));
    }
    all
}

/// The text as a section holds it.
fn plain(sql: &str) -> String {
    let text = sql.strip_prefix('\u{feff}').unwrap_or(sql).replace("\r\n", "\n");
    text.trim_end().to_owned()
}

/// Whether the file, read again, says the same.
fn survives(revision: &Revision) -> bool {
    let Ok(read) = file::parse("", &file::render(revision)) else { return false };
    let said =
        |section: &Section| (section.direction, section.dialect.clone(), section.sql.clone());
    read.sections.iter().map(said).eq(revision.sections.iter().map(said))
}

/// When a version was made, as far as it tells.
fn moment(version: &str) -> OffsetDateTime {
    if let Some(date) = date(version) {
        return date;
    }
    let number = version.parse().unwrap_or(i64::MAX);
    let seconds = if number < COUNTED { number * 60 } else { number };
    OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

/// The moment that `YYYYMMDD`, `YYYYMMDDhhmm` or `YYYYMMDDhhmmss` names.
fn date(digits: &str) -> Option<OffsetDateTime> {
    if !matches!(digits.len(), 8 | 12 | 14) {
        return None;
    }
    let number = |from: usize| match digits.get(from..from + 2) {
        Some(two) => two.parse::<u8>().ok(),
        None => Some(0),
    };
    let year = digits.get(..4)?.parse().ok().filter(|year| *year >= 1970)?;
    let date = Date::from_calendar_date(year, number(4)?.try_into().ok()?, number(6)?).ok()?;
    let time = Time::from_hms(number(8)?, number(10)?, number(12)?).ok()?;
    Some(PrimitiveDateTime::new(date, time).assume_utc())
}

fn created(moment: OffsetDateTime) -> Result<String> {
    let format = format_description!("[year]-[month]-[day] [hour]:[minute]:[second] UTC");
    moment.format(format).map_err(|error| Failure::new(format!("a version tells no date: {error}")))
}
