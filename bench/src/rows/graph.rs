//! Commands that look at revisions alone, over very many.

use crate::Result;
use crate::input::{history, package};
use crate::row::{Contender, FLOOR, Row, Target};
use crate::stage::Stage;

pub(super) fn rows(stage: &Stage, size: usize) -> Result<Vec<Row>> {
    let folder = stage.folder(&format!("graph-{size}"))?;
    package(&folder, &["sqlite"])?;
    history::write(&folder.join("migrations"), &history::revisions(size))?;
    let cat = || {
        crate::measure::Work::new("sh")
            .args(["-c", "find migrations -name '*.sql' -exec cat {} + > /dev/null"])
            .within(&folder)
    };
    let row = |command: &str| Row {
        name: format!("db {command}"),
        size,
        target: Target::Seconds(0.100),
        contenders: vec![
            Contender::new("ours", || Ok(()), stage.db(&folder).args([command])),
            // No raw tool knows a history; this only reads its files.
            Contender::new(FLOOR, || Ok(()), cat()),
        ],
    };
    Ok(vec![row("heads"), row("history")])
}
