//! The build script, unoptimized as it runs at its users: over as many revisions as tables, first and after an edit.

use std::fs;

use crate::Result;
use crate::input::{history, models, package};
use crate::row::{Contender, Row, Target};
use crate::stage::Stage;

/// The size for which something is promised.
const PROMISED: usize = 1_000;

pub(super) fn rows(stage: &Stage, size: usize) -> Result<Vec<Row>> {
    let folder = stage.folder(&format!("build-{size}"))?;
    package(&folder, &["sqlite"])?;
    history::write(&folder.join("migrations"), &models::history(size, &["sqlite"])?)?;
    let source = folder.join("src");
    models::write(&source, size)?;
    // As cargo's: the script may keep things beside it, and does.
    let target = folder.join("target/debug/build/measured-0123456789abcdef");
    let out = target.join("out");
    let script = crate::measure::Work::new(&stage.build_script)
        .within(&folder)
        .set("CARGO_MANIFEST_DIR", &folder.to_string_lossy())
        .set("OUT_DIR", &out.to_string_lossy())
        .set("PROFILE", "debug");
    let all = folder.join("target");
    let (place, edited) = (out.clone(), source.clone());
    let first = move || {
        if all.exists() {
            fs::remove_dir_all(&all)?;
        }
        fs::create_dir_all(&place)?;
        models::edit(&edited, size, None)
    };
    let mut changed = false;
    let again = script.clone();
    let first_again = first.clone();
    let mut begun = false;
    let edit = move || {
        if !begun {
            first_again()?;
            again.run()?;
            begun = true;
        }
        changed = !changed;
        models::edit(&source, size, changed.then_some("added"))
    };
    let promised = |seconds| if size == PROMISED { Target::Seconds(seconds) } else { Target::None };
    let row = |name: &str, target, contender| Row {
        name: format!("build script, debug, {name}"),
        size,
        target,
        contenders: vec![contender],
    };
    Ok(vec![
        row("first", promised(2.0), Contender::new("ours", first, script.clone())),
        row("after one edit", promised(0.150), Contender::new("ours", edit, script)),
    ])
}
