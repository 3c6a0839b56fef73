//! What is measured upon, made anew each time: packages with a history, with models, or both.

pub(crate) mod history;
pub(crate) mod models;

use std::fs;
use std::path::{Path, PathBuf};

use crate::Result;

/// A package of its own, with the settings that the build script and the command line read.
///
/// # Errors
///
/// When it cannot be written.
pub(crate) fn package(folder: &Path, dialects: &[&str]) -> Result<PathBuf> {
    fs::create_dir_all(folder.join("src"))?;
    fs::create_dir_all(folder.join("migrations"))?;
    let names: Vec<String> = dialects.iter().map(|name| format!("\"{name}\"")).collect();
    fs::write(
        folder.join("Cargo.toml"),
        format!(
            "[package]\nname = \"measured\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [package.metadata.migrate]\ndialects = [{}]\n",
            names.join(", ")
        ),
    )?;
    fs::write(folder.join("src/lib.rs"), "")?;
    Ok(folder.to_owned())
}

/// The id of the revision of that number: 12 hex digits, in no order.
pub(crate) fn id(number: usize) -> String {
    format!("{:012x}", (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a) & 0xffff_ffff_ffff)
}

/// The moment at which the revision of that number was made: a minute after the one before.
pub(crate) fn created(number: usize) -> String {
    let (minute, hour, day) = (number % 60, number / 60 % 24, number / 1440 + 1);
    format!("2025-{:02}-{:02} {hour:02}:{minute:02}:00 UTC", (day - 1) / 28 + 1, (day - 1) % 28 + 1)
}
