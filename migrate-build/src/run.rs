//! What build.rs does: asks cargo where it is, checks, embeds, reports. The only module that prints, writes and exits.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use migrate::memory::Forgetful;

use crate::cache::{self, age};
use crate::check::{self, Wish};
use crate::drift;
use crate::project::{Drift, Project};
use crate::report::{Finding, Report};

/// The variable that says what is done about drift, before the manifest and the profile.
const DRIFT: &str = "MIGRATE_DRIFT";

/// The variable that, as `off`, has everything worked out anew.
pub const CACHE: &str = "MIGRATE_CACHE";

/// Checks the package whose build script calls it, and embeds its history in `OUT_DIR/migrations.rs`.
///
/// Never panics: what is wrong with models, revisions or settings becomes `cargo::error` lines, all of them at once, and
/// the script exits with 1. `MIGRATE_DRIFT` (`deny`, `warn`, `off`) decides about models that the migrations do not make;
/// without it the manifest's `drift` does, and without that they are errors in a release build and warnings in others. What
/// is found out stays in OUT_DIR for the next run, unless `MIGRATE_CACHE` is `off`.
pub fn run() {
    let mut lines: Vec<String> =
        [DRIFT, CACHE].iter().map(|name| format!("cargo::rerun-if-env-changed={name}")).collect();
    let mut report = Report::default();
    match work(&mut lines) {
        Ok(found) => report = found,
        Err(findings) => report.findings = findings,
    }
    lines.extend(report.cargo_lines());
    // A closed pipe means that cargo is gone; there is nobody left to tell.
    let _ = io::stdout().write_all((lines.join("\n") + "\n").as_bytes());
    if report.failed() {
        std::process::exit(1);
    }
}

fn work(lines: &mut Vec<String>) -> Result<Report, Vec<Finding>> {
    let root = variable("CARGO_MANIFEST_DIR")?;
    let out = variable("OUT_DIR")?;
    let project = Project::read(Path::new(&root)).map_err(|error| vec![Finding::from(error)])?;
    lines.extend(
        watched(&project).iter().map(|path| format!("cargo::rerun-if-changed={}", path.display())),
    );
    let release = variable("PROFILE")? == "release";
    let wish = Wish { drift: severity(&project, release)?, create: !release };
    let out = PathBuf::from(out);
    let is_off = std::env::var(CACHE).is_ok_and(|word| word == "off");
    let mut kept = if is_off { None } else { cache::Kept::open(&out) };
    let outcome = match &mut kept {
        Some(kept) => check::check_again(&project, wish, kept),
        None => check::check(&project, wish, &mut Forgetful),
    };
    let mut files = vec![("migrate-drift.tsv", drift::lines(&outcome.told))];
    files.extend(outcome.embedded.map(|text| ("migrations.rs", text)));
    for (name, text) in files {
        write_if_changed(&out.join(name), &text).map_err(|error| vec![error])?;
    }
    // After an error some questions were not asked, and their answers are still good.
    let kept = kept.filter(|_| !outcome.report.failed());
    for path in kept.into_iter().flat_map(cache::Kept::save) {
        lines.push(format!("cargo::rerun-if-changed={}", path.display()));
    }
    Ok(outcome.report)
}

/// The folders, never their files: only a folder shows that a file has come or gone. A folder that is not there would
/// make cargo run the script each time, so the one for the revisions is made.
fn watched(project: &Project) -> Vec<PathBuf> {
    if !project.migrations.exists() {
        // Where it cannot be made, the script runs each time and is right each time.
        let _ = fs::create_dir_all(&project.migrations).and_then(|()| age(&project.migrations));
    }
    let mut paths = vec![project.manifest(), project.models.clone(), project.migrations.clone()];
    paths.extend(project.targets.iter().filter_map(|file| file.parent()).map(Path::to_owned));
    paths.sort();
    paths.dedup_by(|path, folder| path.starts_with(folder));
    paths
}

fn severity(project: &Project, release: bool) -> Result<Drift, Vec<Finding>> {
    let by_profile = if release { Drift::Deny } else { Drift::Warn };
    match std::env::var(DRIFT).ok().filter(|word| !word.is_empty()) {
        None => Ok(project.drift.unwrap_or(by_profile)),
        Some(word) => Drift::from_word(&word).ok_or_else(|| {
            let error = Finding::error(format!("`{DRIFT}` is `{word}`, which means nothing"));
            vec![error.help(format!("set it to `{}`", Drift::WORDS.join("`, `")))]
        }),
    }
}

fn variable(name: &str) -> Result<String, Vec<Finding>> {
    std::env::var(name).map_err(|_| {
        let error = Finding::error(format!("`{name}` is not set"));
        vec![error.help("call `migrate_build::run()` from build.rs, where cargo sets it")]
    })
}

/// An unchanged file keeps its time, so that nothing which includes it is compiled again.
fn write_if_changed(path: &Path, text: &str) -> Result<(), Finding> {
    if fs::read_to_string(path).is_ok_and(|known| known == text) {
        return Ok(());
    }
    fs::write(path, text)
        .map_err(|error| Finding::error(format!("cannot be written: {error}")).at(path, 0, 0))
}
