//! Small revisions applied and taken back, whole processes against the raw tool that runs the same SQL.

use std::path::Path;

use crate::Result;
use crate::input::history::{self, Way};
use crate::input::package;
use crate::peers;
use crate::row::{Contender, FLOOR, Row, Target};
use crate::stage::{Place, Stage, dialects};

/// What is promised at head, times the floor: opening a database costs more on a server, whoever does it.
const AT_HEAD: [(&str, f64); 2] = [("sqlite", 2.0), ("postgres", 1.5)];

pub(super) fn rows(stage: &Stage, size: usize) -> Result<Vec<Row>> {
    let folder = stage.folder(&format!("apply-{size}"))?;
    package(&folder, &["sqlite", "postgres"])?;
    let revisions = history::revisions(size);
    history::write(&folder.join("migrations"), &revisions)?;
    let mut rows = Vec::new();
    for dialect in dialects() {
        let name = dialect.name();
        let file = |way: Way| {
            let path = folder.join(format!("{name}-{way:?}.sql"));
            std::fs::write(&path, history::raw(dialect, &revisions, way)).map(|()| path)
        };
        let (each, together, down) = (file(Way::Each)?, file(Way::Together)?, file(Way::Down)?);
        let place = stage.database(dialect, &format!("apply-{size}"))?;
        let row = |work: &str, target: f64, contenders: Vec<Contender>| Row {
            name: format!("{work}, {name}"),
            size,
            target: Target::Ratio(target),
            contenders,
        };
        let mut contenders =
            vec![ours(stage, &folder, &place, &["upgrade"], None), raw(&place, FLOOR, &each, None)];
        for peer in peers::with_history(&folder, dialect, &revisions, |_| Ok(place.clone()))? {
            contenders.push(Contender::new(peer.name, prepared(&place, None), peer.upgrade));
        }
        rows.push(row("apply, a transaction each", 1.0, contenders));
        rows.push(row(
            "apply, one transaction, against a transaction each",
            0.7,
            vec![
                ours(stage, &folder, &place, &["upgrade", "--single-transaction"], None),
                raw(&place, FLOOR, &each, None),
                raw(&place, "raw in one", &together, None),
            ],
        ));
        let text = history::raw(dialect, &revisions, Way::Together);
        let at_head =
            AT_HEAD.iter().find(|(known, _)| *known == name).map_or(1.0, |(_, most)| *most);
        // The first round makes the database, and no later one changes it.
        let ask = "SELECT revision, checksum FROM migrate_history";
        let head = stage.database(dialect, &format!("head-{size}"))?;
        head.reset()?;
        head.execute(&text)?;
        let mut contenders = vec![
            Contender::new("ours", head.untouched(), upgrade(stage, &folder, &head, &["upgrade"])),
            Contender::new(FLOOR, head.untouched(), head.raw(ask)),
        ];
        let own = |name: &str| stage.database(dialect, &format!("head-{name}-{size}"));
        for peer in peers::with_history(&folder.join("head"), dialect, &revisions, own)? {
            peer.place.reset()?;
            peer.upgrade.run()?;
            contenders.push(Contender::new(peer.name, peer.place.untouched(), peer.upgrade));
        }
        rows.push(row("upgrade at head", at_head, contenders));
        rows.push(row(
            "downgrade all, a transaction each",
            1.0,
            vec![
                ours(stage, &folder, &place, &["downgrade", "base", "--yes"], Some(&text)),
                raw(&place, FLOOR, &down, Some(&text)),
            ],
        ));
    }
    Ok(rows)
}

fn upgrade(stage: &Stage, folder: &Path, place: &Place, command: &[&str]) -> crate::measure::Work {
    stage.db(folder).args(command).args(["--database-url", &place.url])
}

fn ours(
    stage: &Stage,
    folder: &Path,
    place: &Place,
    command: &[&str],
    before: Option<&str>,
) -> Contender {
    Contender::new("ours", prepared(place, before), upgrade(stage, folder, place, command))
}

fn raw(place: &Place, name: &str, file: &Path, before: Option<&str>) -> Contender {
    Contender::new(name, prepared(place, before), place.raw_file(file))
}

/// An empty database, or one on which `before` has run.
fn prepared(place: &Place, before: Option<&str>) -> impl FnMut() -> Result<()> + 'static {
    let (place, before) = (place.clone(), before.map(str::to_owned));
    move || {
        place.reset()?;
        before.as_ref().map_or(Ok(()), |sql| place.execute(sql))
    }
}
