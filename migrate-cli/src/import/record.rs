//! What another tool's table says is applied, and whether its folder bears it out. Reads only.

use std::collections::BTreeMap;
use std::path::Path;

use migrate::dialect::qualified;
use migrate::error::Cause;
use migrate::schema::Name;
use migrate::session::{Connection, Session, block_on};
use time::format_description::well_known::Rfc3339;
use time::macros::format_description;
use time::{OffsetDateTime, UtcOffset};

use super::{Found, report};
use crate::args::Tool;
use crate::failure::{Failure, Result};

/// One row of a tool's table.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) version: String,
    /// As text; a tool without checksums has none.
    checksum: Option<String>,
    /// When it was applied, as `2025-12-24 03:27:01 UTC`; `None` where the tool has written something else.
    pub(crate) applied_at: Option<String>,
    /// Whether the tool began it and did not come to its end.
    failed: bool,
}

/// Reads the tool's table; `None` if the database has no such table.
pub(crate) fn read(
    tool: Tool,
    table: &Name,
    connection: &mut Connection,
) -> Result<Option<Vec<Row>>> {
    let dialect = connection.dialect();
    let columns = match tool {
        Tool::Refinery => "version, applied_on, checksum".to_owned(),
        // The one of the three that has a time zone.
        Tool::Sqlx => {
            let moment = (dialect.conduct().moment_text)("installed_on");
            format!("version, {moment}, checksum, success")
        }
        Tool::Diesel => "version, run_on".to_owned(),
    };
    let quoted = qualified(dialect, table);
    let rows = match block_on(connection.query(&format!("SELECT {columns} FROM {quoted}"))) {
        Ok(rows) => rows,
        Err(error) if error.cause() == Cause::NoTable => return Ok(None),
        Err(error) => return Err(error.within(format!("`{table}`")).into()),
    };
    let row = |values: Vec<Option<String>>| {
        let mut values = values.into_iter();
        let version = values.next().flatten().unwrap_or_default();
        let applied_at = values.next().flatten().and_then(|text| moment(&text));
        // Bytes come as hex, in the manner of the database.
        let bare = |text: String| text.trim_start_matches("\\x").to_lowercase();
        let checksum = values.next().flatten().map(bare);
        let success = values.next().flatten();
        let failed = success.is_some_and(|said| matches!(said.as_str(), "0" | "f" | "false"));
        Row { version, checksum, applied_at, failed }
    };
    Ok(Some(rows.into_iter().map(row).collect()))
}

/// `2025-12-24T03:27:01.123Z`, or the same with a blank and without a zone, which is then UTC, as our history writes it.
fn moment(text: &str) -> Option<String> {
    let known = OffsetDateTime::parse(text, &Rfc3339).ok().or_else(|| {
        let plain = text.trim_end_matches(" UTC").replacen(' ', "T", 1);
        OffsetDateTime::parse(&format!("{plain}Z"), &Rfc3339).ok()
    })?;
    let written = format_description!("[year]-[month]-[day] [hour]:[minute]:[second] UTC");
    known.to_offset(UtcOffset::UTC).format(written).ok()
}

/// How many of the tool's migrations, from the first, are applied. Refused is whatever makes that no plain answer: all of
/// it at once.
pub(crate) fn adopt(
    tool: Tool,
    table: &Name,
    folder: &Path,
    found: &[Found],
    rows: &[Row],
    allow_edited: bool,
) -> Result<usize> {
    let name = tool.name();
    let mut wrong = Vec::new();
    let mut by_version: BTreeMap<&str, &Row> =
        rows.iter().map(|row| (row.version.as_str(), row)).collect();
    let mut applied = Vec::new();
    for one in found {
        let row = by_version.remove(one.version.as_str());
        applied.push(row.is_some());
        let Some(row) = row else { continue };
        let (path, version) = (one.path.display(), &one.version);
        if row.failed {
            wrong.push(report(
                format!("`{table}` says that version {version}, `{path}`, has failed"),
                format!("bring it to an end with {name} first, or take it back and delete its row"),
            ));
        } else if let Some(checksum) = &row.checksum
            && !allow_edited
            && !one.checksums.contains(checksum)
        {
            wrong.push(report(
                format!("`{path}` is not what was applied as version {version}: its checksum differs"),
                "put the file back as it was, or add `--allow-edited` if the database has what the file says now",
            ));
        }
    }
    for version in by_version.keys() {
        wrong.push(report(
            format!("`{table}` records version {version}, which is not in `{}`", folder.display()),
            "put its file back: what is applied must be known",
        ));
    }
    let count = applied.iter().filter(|applied| **applied).count();
    for (one, _) in
        found.iter().take(last(&applied)).zip(&applied).filter(|(_, applied)| !**applied)
    {
        wrong.push(report(
            format!("`{}` is not applied, though a later version is", one.path.display()),
            format!("apply it with {name} first: here each revision stands on the one before it"),
        ));
    }
    if wrong.is_empty() { Ok(count) } else { Err(Failure { code: 1, reports: wrong }) }
}

/// How many there are up to the last that is applied.
fn last(applied: &[bool]) -> usize {
    applied.iter().rposition(|applied| *applied).map_or(0, |at| at + 1)
}
