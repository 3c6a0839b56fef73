//! A folder as refinery reads it: `V1__name.sql` and `U1__name.sql`, at any depth. Checksums are refinery's own.

use std::hash::{Hash, Hasher};
use std::path::Path;

use siphasher::sip::SipHasher13;
use walkdir::WalkDir;

use super::{Found, Text, number, report, spellings, text};
use crate::failure::Report;

pub(super) fn read(folder: &Path, wrong: &mut Vec<Report>) -> Vec<Found> {
    let mut all = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => all.extend(migration(entry.path(), wrong)),
            Err(error) => wrong.push(report(
                format!("cannot read `{}`: {error}", folder.display()),
                "check its permissions",
            )),
        }
    }
    all
}

/// The migration in a file; none if the file is none of refinery's business, or wrong.
fn migration(path: &Path, wrong: &mut Vec<Report>) -> Option<Found> {
    let file = path.file_name()?.to_string_lossy();
    let ending = path.extension()?.to_str()?;
    let stem = file.strip_suffix(&format!(".{ending}"))?;
    let parts = (!file.starts_with('.')).then(|| parts(stem));
    match (ending, parts?) {
        ("sql", Some((version, name))) => {
            let sql = text(path, wrong)?;
            let mut checksums = Vec::new();
            for spelling in spellings(&sql) {
                checksums.extend(checksums_of(stem, &version, name, &spelling));
            }
            let up = Text { sql, transaction: true };
            let (name, path) = (name.to_owned(), path.to_owned());
            Some(Found { version, name, path, up, down: None, checksums })
        }
        ("sql", None) => {
            wrong.push(report(
                format!("`{}` is not named like a migration of refinery", path.display()),
                advice(stem),
            ));
            None
        }
        ("rs", Some(_)) => {
            wrong.push(report(
                format!("`{}` makes its SQL in Rust, which cannot be read here", path.display()),
                format!(
                    "save what it returns as `{stem}.sql` beside it, and move the Rust file away"
                ),
            ));
            None
        }
        _ => None,
    }
}

/// Version and name. Refinery's own parser stops at the first letter that cannot be in a name and panics at some
/// prefixes, so it only ever sees what has passed here.
fn parts(stem: &str) -> Option<(String, &str)> {
    let (version, name) = stem.strip_prefix(['V', 'U'])?.split_once("__")?;
    let fits =
        !name.is_empty() && name.chars().all(|letter| letter.is_alphanumeric() || letter == '_');
    Some((number(version).filter(|_| fits)?, name))
}

fn advice(stem: &str) -> String {
    // What refinery takes `V1__foo-bar` for without a word, and what it has recorded.
    let known = |letter: char| !(letter.is_alphanumeric() || letter == '_');
    match stem.split_once(known).filter(|(before, _)| parts(before).is_some()) {
        Some((before, _)) => {
            format!("rename it to `{before}.sql`, which is what refinery takes it for")
        }
        None => "name it like `V1__create_users.sql`, or move it away".to_owned(),
    }
}

/// What refinery records for it: with versions of 32 bits, and with its feature `int8-versions`.
fn checksums_of(stem: &str, version: &str, name: &str, sql: &str) -> Vec<String> {
    let mut all = Vec::new();
    // A version that is too long for 32 bits is no error: the feature is on where it came from.
    if let Ok(migration) = refinery_core::Migration::unapplied(stem, sql) {
        all.push(migration.checksum().to_string());
    }
    if let Ok(version) = version.parse::<i64>() {
        let mut hasher = SipHasher13::new();
        (name, version, sql).hash(&mut hasher);
        all.push(hasher.finish().to_string());
    }
    all
}
