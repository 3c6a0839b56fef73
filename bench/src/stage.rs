//! Where the measuring is done: a temporary folder, fresh databases, the programs. Measures nothing itself.

use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use migrate::dialect::{self, Dialect};
use migrate::session::{Access, Session, block_on, connect};
use migrate_tests::Database;

use crate::Result;
use crate::measure::Work;

/// The temporary folder, gone with this, and the programs that are measured.
pub(crate) struct Stage {
    folder: tempfile::TempDir,
    programs: PathBuf,
    /// The build script, unoptimized as everybody's is.
    pub(crate) build_script: PathBuf,
}

impl Stage {
    /// `release` and `debug` are cargo's folders for those profiles.
    pub(crate) fn new(release: &Path, debug: &Path) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("migrate-bench-").tempdir()?;
        let build_script = debug.join("build_script");
        Ok(Stage { folder, programs: release.to_owned(), build_script })
    }

    /// A new folder of that name.
    pub(crate) fn folder(&self, name: &str) -> Result<PathBuf> {
        let path = self.folder.path().join(name);
        fs::create_dir_all(&path)?;
        Ok(path)
    }

    /// `db …`, the command line, in a package.
    pub(crate) fn db(&self, package: &Path) -> Work {
        Work::new(self.programs.join("db")).args(["db"]).within(package)
    }

    /// This program again, for what is measured within a process.
    pub(crate) fn within(&self, part: &str) -> Result<Work> {
        Ok(Work::new(std::env::current_exe()?).args([part]))
    }

    /// A database of that kind.
    pub(crate) fn database(&self, dialect: &'static dyn Dialect, name: &str) -> Result<Place> {
        if dialect.conduct().advisory.is_some() {
            let database = migrate_tests::postgres();
            let url = database.url();
            return Ok(Place { url, kept: Kept::Server(Rc::new(RefCell::new(database))) });
        }
        let path = self.folder.path().join(format!("{name}.db"));
        Ok(Place { url: format!("sqlite://{}", path.display()), kept: Kept::File(path) })
    }
}

/// One database.
#[derive(Clone)]
pub(crate) struct Place {
    pub(crate) url: String,
    kept: Kept,
}

#[derive(Clone)]
enum Kept {
    Server(Rc<RefCell<Database>>),
    File(PathBuf),
}

impl Place {
    /// Empties it.
    pub(crate) fn reset(&self) -> Result<()> {
        match &self.kept {
            Kept::Server(database) => database.borrow().reset(),
            Kept::File(path) => {
                for ending in ["", "-journal", "-wal", "-shm"] {
                    let mut path = path.clone().into_os_string();
                    path.push(ending);
                    match fs::remove_file(&path) {
                        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                            return Err(error.into());
                        }
                        Ok(()) | Err(_) => {}
                    }
                }
            }
        }
        Ok(())
    }

    /// What prepares work that changes nothing: keeps the database for as long as there is such work.
    pub(crate) fn untouched(&self) -> impl FnMut() -> Result<()> + 'static {
        let kept = self.clone();
        move || {
            let _ = &kept;
            Ok(())
        }
    }

    /// Runs SQL on it.
    pub(crate) fn execute(&self, sql: &str) -> Result<()> {
        Ok(block_on(connect(&self.url, Access::Write)?.execute(sql))?)
    }

    /// The raw tool, running a file of SQL.
    pub(crate) fn raw_file(&self, file: &Path) -> Work {
        match &self.kept {
            Kept::Server(_) => self.psql().args(["-f"]).args([file]),
            Kept::File(path) => {
                let read = format!(".read {}", file.display());
                Work::new("sqlite3").args(["-bail"]).args([path]).args([read])
            }
        }
    }

    /// The raw tool, running one statement.
    pub(crate) fn raw(&self, sql: &str) -> Work {
        match &self.kept {
            Kept::Server(_) => self.psql().args(["-c", sql]),
            Kept::File(path) => Work::new("sqlite3").args(["-bail"]).args([path]).args([sql]),
        }
    }

    fn psql(&self) -> Work {
        Work::new(migrate_tests::cluster::program("psql")).args([
            "-X",
            "-q",
            "-v",
            "ON_ERROR_STOP=1",
            &self.url,
        ])
    }
}

/// The dialects, by name.
pub(crate) fn dialects() -> impl Iterator<Item = &'static dyn Dialect> {
    dialect::ALL.into_iter()
}
