//! A folder as sqlx reads it: `1_name.sql`, or `1_name.up.sql` with its `1_name.down.sql`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha384};

use super::chain::hex;
use super::{Found, Text, entries, number, report, spellings, text};
use crate::failure::Report;

/// What sqlx wants at the very start of a file that is not to run in a transaction.
const OUTSIDE: &str = "-- no-transaction";

pub(super) fn read(folder: &Path, wrong: &mut Vec<Report>) -> Vec<Found> {
    let mut ups = Vec::new();
    let mut downs: BTreeMap<String, PathBuf> = BTreeMap::new();
    for (file, path) in entries(folder, wrong) {
        let Some(stem) = file.strip_suffix(".sql").filter(|_| !path.is_dir()) else { continue };
        let Some((version, name)) =
            stem.split_once('_').and_then(|(version, name)| Some((number(version)?, name)))
        else {
            wrong.push(report(
                format!("`{}` is not named like a migration of sqlx", path.display()),
                "name it like `20240131120000_create_users.sql`, or move it away",
            ));
            continue;
        };
        match name.strip_suffix(".down") {
            None => ups.push((version, name.strip_suffix(".up").unwrap_or(name).to_owned(), path)),
            Some(_) => {
                if let Some(other) = downs.insert(version.clone(), path.clone()) {
                    wrong.push(report(
                        format!(
                            "`{}` and `{}` both revert version {version}",
                            other.display(),
                            path.display()
                        ),
                        "remove one of them",
                    ));
                }
            }
        }
    }
    let mut all = Vec::new();
    for (version, name, path) in ups {
        let Some(sql) = text(&path, wrong) else { continue };
        let checksums = spellings(&sql).map(|text| hex(&Sha384::digest(text.as_bytes()))).to_vec();
        let down = downs.remove(&version).and_then(|path| text(&path, wrong)).map(way);
        all.push(Found { version, name, path, up: way(sql), down, checksums });
    }
    for (version, path) in downs {
        wrong.push(report(
            format!("`{}` reverts version {version}, which has no way up", path.display()),
            "put the `.up.sql` beside it, or move it away",
        ));
    }
    all
}

fn way(sql: String) -> Text {
    Text { transaction: !sql.starts_with(OUTSIDE), sql }
}
