//! The folder of revision files: its only reader and its only writer. Not how the revisions hang together, which is
//! the graph's to say.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::thread;

use crate::error::{Error, Result};
use crate::revision::{Revision, file};

/// Reads every revision of a folder, in the order of the files' names. Files that do not end in `.sql`, hidden files and
/// folders are none of its business.
///
/// # Errors
///
/// Everything that is wrong, at once: the folder cannot be read, a file cannot be read, a `.sql` file is no revision.
pub fn read(dir: impl AsRef<Path>) -> Result<Vec<Revision>, Vec<Error>> {
    let dir = dir.as_ref();
    let paths = list(dir).map_err(|error| vec![error])?;
    let mut revisions = Vec::with_capacity(paths.len());
    let mut errors = Vec::new();
    for parsed in shared_out(&paths) {
        match parsed {
            Ok(revision) => revisions.push(revision),
            Err(several) => errors.extend(several),
        }
    }
    if errors.is_empty() { Ok(revisions) } else { Err(errors) }
}

/// How many threads read files. Most of the work is the system's, and a machine of one core loses nothing by it.
const THREADS: usize = 4;

/// How many files are worth a thread.
const FEW: usize = 64;

/// Reads files, in their order; where they are many, several at a time.
fn shared_out(paths: &[PathBuf]) -> Vec<Result<Revision, Vec<Error>>> {
    let each = paths.len().div_ceil(THREADS).max(FEW).min(paths.len());
    let (first, rest) = paths.split_at(each);
    thread::scope(|scope| {
        let others: Vec<_> = rest
            .chunks(each.max(1))
            .map(|paths| {
                let thread = thread::Builder::new().spawn_scoped(scope, move || one_by_one(paths));
                (paths, thread)
            })
            .collect();
        let mut all: Vec<_> = one_by_one(first);
        for (paths, thread) in others {
            // A system that gives no thread has it done here.
            all.extend(match thread.map(thread::ScopedJoinHandle::join) {
                Ok(Ok(parsed)) => parsed,
                Ok(Err(panic)) => std::panic::resume_unwind(panic),
                Err(_) => one_by_one(paths),
            });
        }
        all
    })
}

fn one_by_one(paths: &[PathBuf]) -> Vec<Result<Revision, Vec<Error>>> {
    let mut bytes = Vec::with_capacity(1 << 14);
    paths.iter().map(|path| read_one(path, &mut bytes)).collect()
}

/// Reads a file by way of `bytes`, which is room that the files share. Their size is not asked for: that is a call more for
/// each, and most fit.
fn read_one(path: &Path, bytes: &mut Vec<u8>) -> Result<Revision, Vec<Error>> {
    bytes.clear();
    let read = File::open(path).and_then(|file| file.take(u64::MAX).read_to_end(bytes));
    read.map_err(|error| vec![Error::file(format!("cannot read `{}`: {error}", path.display()))])?;
    let text = str::from_utf8(bytes).map_err(|_| {
        vec![
            Error::file(format!("`{}` is not UTF-8", path.display()))
                .with_hint("save the file as UTF-8"),
        ]
    })?;
    file::parse(path, text)
}

/// Writes the file of a new revision, whole or not at all, and returns its path. Never touches a file that is there: when
/// the name is taken, which two revisions of one message and one minute can bring about, the id is added to it. The
/// folder is made if there is none.
///
/// # Errors
///
/// When the folder or the file cannot be written.
pub fn write(dir: impl AsRef<Path>, revision: &Revision) -> Result<PathBuf> {
    let dir = dir.as_ref();
    let refused = |path: &Path, error: &io::Error| {
        let hint = "check that the folder exists and may be written to";
        Error::file(format!("cannot write `{}`: {error}", path.display())).with_hint(hint)
    };
    fs::create_dir_all(dir).map_err(|error| refused(dir, &error))?;
    let name = revision.file_name();
    let longer = format!("{}_{}.sql", name.trim_end_matches(".sql"), revision.id);
    let text = file::render(revision);
    for path in [dir.join(name), dir.join(longer)] {
        match place(&path, &text) {
            Ok(()) => return Ok(path),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(refused(&path, &error)),
        }
    }
    Err(Error::file(format!(
        "revision `{}` has a file in `{}` already",
        revision.id,
        dir.display()
    )))
}

/// Replaces the text of a revision file that is there, whole or not at all.
///
/// # Errors
///
/// When the file cannot be written.
pub fn rewrite(path: impl AsRef<Path>, text: &str) -> Result<()> {
    let path = path.as_ref();
    let temporary = beside(path);
    let written = fill(&temporary, text).and_then(|()| fs::rename(&temporary, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&temporary);
        Error::file(format!("cannot write `{}`: {error}", path.display()))
    })
}

/// The paths of all `.sql` files that are not hidden, by name.
fn list(dir: &Path) -> Result<Vec<PathBuf>> {
    let refused = |error: io::Error| {
        let hint =
            "check the folder's name and permissions, or make it and write the first revision";
        Error::file(format!("cannot read the migrations folder `{}`: {error}", dir.display()))
            .with_hint(hint)
    };
    let mut names = Vec::new();
    for entry in fs::read_dir(dir).map_err(refused)? {
        let entry = entry.map_err(refused)?;
        let name = entry.file_name();
        let bytes = name.as_encoded_bytes();
        if !bytes.starts_with(b".")
            && bytes.ends_with(b".sql")
            && !entry.file_type().map_err(refused)?.is_dir()
        {
            names.push(name);
        }
    }
    names.sort_unstable();
    Ok(names.into_iter().map(|name| dir.join(name)).collect())
}

/// Puts `text` at `path` in one step, if nothing is there.
fn place(path: &Path, text: &str) -> io::Result<()> {
    let temporary = beside(path);
    let result = fill(&temporary, text).and_then(|()| match fs::hard_link(&temporary, path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            // A file system without links: claim the name first, then rename over the claim.
            File::create_new(path)?;
            fs::rename(&temporary, path).inspect_err(|_| {
                let _ = fs::remove_file(path);
            })
        }
        linked => linked,
    });
    let _ = fs::remove_file(&temporary);
    result
}

/// A hidden name in the same folder, which [`read`] passes over.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

/// Writes a file and waits until the disk has it.
fn fill(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}
