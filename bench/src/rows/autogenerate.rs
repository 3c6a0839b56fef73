//! A revision written from models of which one was changed: from the history alone, and from live databases.

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use migrate::dialect::Dialect;
use migrate::error::Result as Answer;
use migrate::introspect::introspect;
use migrate::session::{Access, Connection, Row as Values, Session, block_on, connect};

use crate::Result;
use crate::input::history::{self, Way};
use crate::input::{models, package};
use crate::measure::Work;
use crate::peers;
use crate::row::{Contender, FLOOR, Row, Target};
use crate::stage::{Stage, dialects};

/// The size for which something is promised.
const PROMISED: usize = 1_000;

pub(super) fn rows(stage: &Stage, size: usize) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for dialect in dialects() {
        let name = dialect.name();
        let folder = stage.folder(&format!("autogenerate-{name}-{size}"))?;
        package(&folder, &[name])?;
        let revisions = models::history(size, &[name])?;
        history::write(&folder.join("migrations"), &revisions)?;
        models::write(&folder.join("src"), size)?;
        models::edit(&folder.join("src"), size, Some("added"))?;
        let written = stage.db(&folder).args(["revision", "one column more"]);
        // As cargo's: a command may keep things there, and does.
        fs::create_dir_all(folder.join("target"))?;
        fs::write(folder.join("target/CACHEDIR.TAG"), "")?;
        for (kept, target) in [(true, Target::Seconds(0.150)), (false, Target::None)] {
            let edit = editing(&folder, size, kept, &written)?;
            let what = if kept { "" } else { ", for the first time" };
            rows.push(Row {
                name: format!("autogenerate, one table changed, offline{what}, {name}"),
                size,
                target: if size == PROMISED { target } else { Target::None },
                contenders: vec![Contender::new("ours", edit, written.clone())],
            });
        }
        let place = stage.database(dialect, &format!("autogenerate-{size}"))?;
        place.reset()?;
        place.execute(&sql(dialect, &revisions))?;
        let catalogue = folder.join("catalogue.sql");
        fs::write(&catalogue, asked(&place.url)?)?;
        let live = written.args(["--from-db", "--database-url", &place.url]);
        let forget = forgetting(&folder.join("migrations"))?;
        let mut contenders = vec![
            Contender::new("ours", forget, live),
            Contender::new(FLOOR, place.untouched(), place.raw_file(&catalogue)),
        ];
        let theirs = folder.join("alembic");
        if let Some(work) = peers::autogenerate(&theirs, &place.url, size)? {
            contenders.push(Contender::new("alembic", forgetting(&theirs.join("versions"))?, work));
        }
        rows.push(Row {
            name: format!("the same from the live database, {name}"),
            size,
            target: Target::Ratio(3.0),
            contenders,
        });
    }
    Ok(rows)
}

/// The sections of each revision are of one dialect here.
fn sql(dialect: &dyn Dialect, revisions: &[migrate::revision::Revision]) -> String {
    history::raw(dialect, revisions, Way::Together)
}

/// Takes away what an earlier run has written, and changes the models once more; with `kept` after a command that could
/// remember them, else everything that is remembered goes too.
fn editing(
    folder: &Path,
    size: usize,
    kept: bool,
    work: &Work,
) -> Result<impl FnMut() -> Result<()> + 'static> {
    let mut forget = forgetting(&folder.join("migrations"))?;
    let (folder, work) = (folder.to_owned(), work.clone());
    let mut times = 0;
    Ok(move || {
        forget()?;
        if kept && times == 0 {
            work.run()?;
            forget()?;
        }
        let remembered = folder.join("target/migrate");
        if !kept && remembered.exists() {
            fs::remove_dir_all(remembered)?;
        }
        times += 1;
        models::edit(&folder.join("src"), size, Some(&format!("added_{times}")))
    })
}

/// Takes away what an earlier run has written.
fn forgetting(folder: &Path) -> Result<impl FnMut() -> Result<()> + 'static + use<>> {
    let list = |folder: &Path| -> Result<Vec<PathBuf>> {
        Ok(fs::read_dir(folder)?.flatten().map(|entry| entry.path()).collect())
    };
    let (folder, known) = (folder.to_owned(), list(folder)?);
    let known: std::collections::BTreeSet<PathBuf> = known.into_iter().collect();
    Ok(move || {
        for path in list(&folder)?.into_iter().filter(|path| !known.contains(path)) {
            fs::remove_file(path)?;
        }
        Ok(())
    })
}

/// Every query by which the database's schema is read, as a file for the raw tool.
fn asked(url: &str) -> Result<String> {
    let mut session = Listening { inner: connect(url, Access::Read)?, asked: RefCell::default() };
    block_on(introspect(&mut session))?;
    Ok(session.asked.take().into_iter().map(|sql| sql + ";\n").collect())
}

/// A session that remembers what it was asked.
struct Listening {
    inner: Connection,
    asked: RefCell<Vec<String>>,
}

impl Session for Listening {
    fn dialect(&self) -> &'static dyn Dialect {
        self.inner.dialect()
    }

    async fn execute(&mut self, sql: &str) -> Answer<()> {
        self.asked.get_mut().push(sql.to_owned());
        self.inner.execute(sql).await
    }

    async fn run(&mut self, statements: &[&str]) -> Answer<()> {
        self.asked.get_mut().extend(statements.iter().map(ToString::to_string));
        self.inner.run(statements).await
    }

    async fn query(&mut self, sql: &str) -> Answer<Vec<Values>> {
        self.asked.get_mut().push(sql.to_owned());
        self.inner.query(sql).await
    }

    async fn pause(&mut self, duration: Duration) -> Answer<()> {
        self.inner.pause(duration).await
    }
}
