//! What an application pays as it starts at head, within its process: above a connection that is open and has been asked
//! the least that can be asked.

use std::path::Path;
use std::time::Instant;

use migrate::embed::{Embedded, EmbeddedRevision, EmbeddedSections, EmbeddedSql};
use migrate::graph::Graph;
use migrate::revision::{Direction, Revision, dir};
use migrate::session::{Access, Session, block_on, connect};
use migrate::{Migrator, Startup};

use crate::Result;
use crate::input::history::{self, Way};
use crate::measure::SECONDS;
use crate::row::{Contender, FLOOR, Row, Target};
use crate::stage::{Stage, dialects};

/// The first arguments of the processes that measure themselves.
pub(crate) const START: &str = "start";
pub(crate) const QUERY: &str = "query";

/// The first statement of a connection that names the table costs much, however little it asks: SQLite reads the whole
/// schema for it, a server's new process its catalog. Whatever the application asks first pays for that.
const LEAST: &str = "SELECT 1 FROM migrate_history LIMIT 1";

/// What a start would ask if it asked for rows.
const ROWS: &str = "SELECT revision, checksum FROM migrate_history";

/// So many starts, of which the middle one counts.
const STARTS: usize = 101;

pub(super) fn rows(stage: &Stage, size: usize) -> Result<Vec<Row>> {
    let folder = stage.folder(&format!("start-{size}"))?;
    let revisions = history::revisions(size);
    history::write(&folder, &revisions)?;
    let mut rows = Vec::new();
    for dialect in dialects() {
        let place = stage.database(dialect, &format!("start-{size}"))?;
        place.reset()?;
        place.execute(&history::raw(dialect, &revisions, Way::Together))?;
        let ours = stage.within(START)?.args([&place.url]).args([&folder]);
        let ask = |name: &str, sql: &str| {
            let work = stage.within(QUERY)?.args([&place.url]).args([sql]);
            Ok::<_, Box<dyn std::error::Error>>(Contender::new(name, place.untouched(), work))
        };
        rows.push(Row {
            name: format!("embedded start at head, in process, {}", dialect.name()),
            size,
            target: Target::Above(0.000_300),
            contenders: vec![
                Contender::new("ours", place.untouched(), ours),
                ask(FLOOR, LEAST)?,
                ask("all rows", ROWS)?,
            ],
        });
    }
    Ok(rows)
}

/// The process that starts again and again on the database at `url`, with the revisions of `folder` embedded.
///
/// # Errors
///
/// When the database is not at head.
pub(crate) fn start(url: &str, folder: &Path) -> Result<String> {
    let revisions = dir::read(folder).map_err(|errors| format!("{errors:?}"))?;
    let graph = Graph::new(revisions).map_err(|errors| format!("{errors:?}"))?;
    let migrator = Migrator::new(embedded(graph.iter())).startup(Startup::Upgrade);
    again(url, |session| {
        let started = migrator.run_on(session)?;
        if started.applied.is_empty() { Ok(()) } else { Err("it was not at head".into()) }
    })
}

/// The process that asks again and again for rows.
///
/// # Errors
///
/// When the database cannot be asked.
pub(crate) fn query(url: &str, sql: &str) -> Result<String> {
    again(url, |session| {
        let rows = block_on(session.query(sql))?;
        if rows.is_empty() { Err("there is no history".into()) } else { Ok(()) }
    })
}

fn again(
    url: &str,
    mut work: impl FnMut(&mut migrate::session::Connection) -> Result<()>,
) -> Result<String> {
    let mut times = Vec::with_capacity(STARTS);
    for _ in 0..STARTS {
        let mut session = connect(url, Access::Write)?;
        let began = Instant::now();
        work(&mut session)?;
        times.push(began.elapsed().as_secs_f64());
    }
    times.sort_by(f64::total_cmp);
    Ok(format!("{SECONDS} {}", times[STARTS / 2]))
}

/// The revisions as a build script embeds them; they live as long as the process, as those do.
fn embedded<'a>(revisions: impl Iterator<Item = &'a Revision>) -> &'static Embedded {
    let text = |text: &str| -> &'static str { Box::leak(text.to_owned().into_boxed_str()) };
    let names = |names: &[String]| -> &'static [&'static str] {
        names.iter().map(|name| text(name)).collect::<Vec<_>>().leak()
    };
    let known: &'static [&'static str] = &["sqlite", "postgres"];
    let one = |revision: &Revision| {
        let sql = |direction, dialect: &str| {
            let section = revision.section(direction, dialect).ok().flatten();
            let sql = section.map_or("", |section| section.sql.as_str());
            EmbeddedSql {
                sql: text(sql),
                line: 1,
                transaction: true,
                hook: false,
                limits: migrate::revision::Limits::NONE,
            }
        };
        let sections = known.iter().map(|dialect| EmbeddedSections {
            dialect,
            checksum: text(&revision.checksum(dialect).unwrap_or_default()),
            up: sql(Direction::Up, dialect),
            down: Some(sql(Direction::Down, dialect)),
        });
        EmbeddedRevision {
            id: text(&revision.id),
            message: text(&revision.message),
            slug: text(&revision.slug),
            file: text(&revision.file_name()),
            created: text(&revision.created),
            revises: names(&revision.revises),
            labels: &[],
            depends_on: &[],
            sections: sections.collect::<Vec<_>>().leak(),
        }
    };
    let revisions: Vec<EmbeddedRevision> = revisions.map(one).collect();
    let heads: Vec<&str> = revisions.last().map(|last| last.id).into_iter().collect();
    Box::leak(Box::new(Embedded {
        dialects: known,
        history_table: None,
        revisions: revisions.leak(),
        heads: heads.leak(),
        create: &[],
    }))
}
