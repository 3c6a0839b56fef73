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
    read_each(dir.as_ref(), |revision| revision)
}

/// As [`read`], without the SQL, which is read and checked but not kept: what the graph of very many revisions wants.
///
/// # Errors
///
/// As for [`read`].
pub fn read_heads(dir: impl AsRef<Path>) -> Result<Vec<Revision>, Vec<Error>> {
    read_each(dir.as_ref(), |revision| Revision { sections: Vec::new(), ..revision })
}

fn read_each(
    dir: &Path,
    keep: impl Fn(Revision) -> Revision + Sync,
) -> Result<Vec<Revision>, Vec<Error>> {
    let paths = list(dir).map_err(|error| vec![error])?;
    all(shared_out(&paths, |paths| {
        let mut bytes = Vec::with_capacity(1 << 14);
        let one = |path: &PathBuf| {
            bytes.clear();
            read_bytes(path, &mut bytes)?;
            parse_one(path, &bytes).map(&keep)
        };
        paths.iter().map(one).collect()
    }))
}

/// What stands in each file of the folder that [`read`] reads, in the order of the files' names.
///
/// # Errors
///
/// When the folder or a file cannot be read.
pub fn texts(dir: impl AsRef<Path>) -> Result<Vec<(PathBuf, Vec<u8>)>, Vec<Error>> {
    let paths = list(dir.as_ref()).map_err(|error| vec![error])?;
    all(shared_out(&paths, |paths| {
        let one = |path: &PathBuf| {
            let mut bytes = Vec::new();
            read_bytes(path, &mut bytes).map(|()| (path.clone(), bytes))
        };
        paths.iter().map(one).collect()
    }))
}

/// The revisions of such texts.
///
/// # Errors
///
/// Everything that is wrong with any of them.
pub fn parse(texts: &[(PathBuf, Vec<u8>)]) -> Result<Vec<Revision>, Vec<Error>> {
    all(shared_out(texts, |texts| {
        texts.iter().map(|(path, bytes)| parse_one(path, bytes)).collect()
    }))
}

/// What came of each, or all that was wrong.
fn all<T>(outcomes: Vec<Result<T, Vec<Error>>>) -> Result<Vec<T>, Vec<Error>> {
    let mut found = Vec::with_capacity(outcomes.len());
    let mut errors = Vec::new();
    for outcome in outcomes {
        match outcome {
            Ok(one) => found.push(one),
            Err(several) => errors.extend(several),
        }
    }
    if errors.is_empty() { Ok(found) } else { Err(errors) }
}

/// How many threads read files. Most of that work is the system's, and a machine of one core loses nothing by it.
const THREADS: usize = 4;

/// How many files are worth a thread.
const FEW: usize = 64;

/// Has `work` done on files, in their order; where they are many, by several threads, of which each has some of them.
fn shared_out<F: Sync, T: Send>(files: &[F], work: impl Fn(&[F]) -> Vec<T> + Sync) -> Vec<T> {
    let each = files.len().div_ceil(THREADS).max(FEW).min(files.len());
    let (first, rest) = files.split_at(each);
    let work = &work;
    thread::scope(|scope| {
        let others: Vec<_> = rest
            .chunks(each.max(1))
            .map(|files| {
                let thread = thread::Builder::new().spawn_scoped(scope, move || work(files));
                (files, thread)
            })
            .collect();
        let mut all = work(first);
        for (files, thread) in others {
            // A system that gives no thread has it done here.
            all.extend(match thread.map(thread::ScopedJoinHandle::join) {
                Ok(Ok(done)) => done,
                Ok(Err(panic)) => std::panic::resume_unwind(panic),
                Err(_) => work(files),
            });
        }
        all
    })
}

/// Reads a file to the end of `bytes`, which may be room that files share. Its size is not asked for: that is a call more
/// for each, and most fit.
fn read_bytes(path: &Path, bytes: &mut Vec<u8>) -> Result<(), Vec<Error>> {
    let read = File::open(path).and_then(|file| file.take(u64::MAX).read_to_end(bytes));
    read.map(drop)
        .map_err(|error| vec![Error::file(format!("cannot read `{}`: {error}", path.display()))])
}

fn parse_one(path: &Path, bytes: &[u8]) -> Result<Revision, Vec<Error>> {
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
