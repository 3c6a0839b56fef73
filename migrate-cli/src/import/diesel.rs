//! A folder as diesel reads it: a folder for each migration, `2024-01-31-120000_name`, with `up.sql`, and `down.sql` and
//! `metadata.toml` where they are needed.

use std::path::Path;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Found, Text, entries, report, text};
use crate::failure::Report;

pub(super) fn read(folder: &Path, wrong: &mut Vec<Report>) -> Vec<Found> {
    let mut all = Vec::new();
    for (name, path) in entries(folder, wrong) {
        if path.is_dir() {
            all.extend(migration(&name, &path, wrong));
        }
    }
    all
}

fn migration(folder: &str, path: &Path, wrong: &mut Vec<Report>) -> Option<Found> {
    let (version, name) = folder.split_once('_').unwrap_or((folder, ""));
    // As diesel's table has it.
    let version = version.replace('-', "");
    if version.is_empty() || !version.chars().all(|digit| digit.is_ascii_digit()) {
        wrong.push(report(
            format!("`{}` is not named like a migration of diesel", path.display()),
            "name it like `2024-01-31-120000_create_users`, or move it away",
        ));
        return None;
    }
    let up = path.join("up.sql");
    if !up.is_file() {
        wrong.push(report(
            format!("`{}` has no `up.sql`", path.display()),
            "a migration that is written in Rust cannot be read here: save what it runs as `up.sql`",
        ));
        return None;
    }
    let transaction = transaction(&path.join("metadata.toml"), wrong)?;
    let sql = text(&up, wrong)?;
    let down = path.join("down.sql");
    let down =
        if down.is_file() { Some(Text { sql: text(&down, wrong)?, transaction }) } else { None };
    let name = name.to_owned();
    Some(Found {
        version,
        name,
        path: up,
        up: Text { sql, transaction },
        down,
        checksums: Vec::new(),
    })
}

/// Whether the migration runs in a transaction. Diesel takes a file that it cannot read for one that says nothing; here
/// the answer decides what is written, so such a file is wrong.
fn transaction(path: &Path, wrong: &mut Vec<Report>) -> Option<bool> {
    if !path.is_file() {
        return Some(true);
    }
    let said = text(path, wrong)?;
    let told = match DeTable::parse(&said) {
        Ok(table) => match table.get_ref().get("run_in_transaction").map(Spanned::get_ref) {
            None => Ok(true),
            Some(DeValue::Boolean(told)) => Ok(*told),
            Some(_) => Err("`run_in_transaction` is neither `true` nor `false`".to_owned()),
        },
        Err(error) => Err(error.message().to_owned()),
    };
    told.map_err(|why| {
        let hint = "the line that counts is `run_in_transaction = false`";
        wrong.push(report(format!("cannot read `{}`: {why}", path.display()), hint));
    })
    .ok()
}
