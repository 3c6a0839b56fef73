//! What earlier runs of the same program found out, in files of OUT_DIR or of the command line's folder. Knows neither
//! questions nor answers.
//!
//! A file that is missing, cut off, damaged or written by another program counts as empty, and one that cannot be written
//! is done without: the cache makes a run quicker, never different. It holds what the last run asked for and nothing else.
//!
//! ```text
//! mark, who wrote it │ number of entries │ question, answer, question, answer, …, by question │ checksum
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use migrate::codec::{Codec, Reader, write_bytes};
use migrate::memory::Memory;

/// The names of the files: answers by question, and what the last run was given and found.
pub const FILES: [&str; 2] = ["migrate-cache.bin", "migrate-last.bin"];

/// Begins the file, with a number for the form of what follows.
const MARK: &[u8] = b"migrate cache 1\n";

/// The answers of earlier runs and of this one.
#[derive(Debug, Default)]
pub struct Cache {
    path: PathBuf,
    /// The program that reads and writes: answers of another may be others.
    writer: Vec<u8>,
    bytes: Vec<u8>,
    /// Where in `bytes` each question and its answer stand; sorted by question.
    known: Vec<(Range<usize>, Range<usize>)>,
    /// Which of `known` were asked for.
    used: Vec<bool>,
    new: BTreeMap<Vec<u8>, Vec<u8>>,
    /// What nobody asked for stays.
    keeps_all: bool,
}

impl Cache {
    /// The cache in the file at `path`, for the program that runs; `None` if it cannot be told which that is.
    pub fn open(path: impl Into<PathBuf>) -> Option<Cache> {
        let writer = writer()?;
        let path = path.into();
        let bytes = fs::read(&path).unwrap_or_default();
        let known = entries(&bytes, &writer).unwrap_or_default();
        Some(Cache {
            path,
            writer,
            used: vec![false; known.len()],
            known,
            bytes,
            ..Cache::default()
        })
    }

    /// The answer that an earlier run kept; to look at it is not to ask for it.
    pub fn answer(&self, question: &[u8]) -> Option<&[u8]> {
        let (_, answer) = self.known.get(self.find(question)?)?;
        self.bytes.get(answer.clone())
    }

    fn find(&self, question: &[u8]) -> Option<usize> {
        let at = |range: &Range<usize>| self.bytes.get(range.clone()).unwrap_or_default();
        self.known.binary_search_by(|(known, _)| at(known).cmp(question)).ok()
    }

    /// Knows nothing of earlier runs any more.
    fn forget(&mut self) {
        self.known.clear();
        self.used.clear();
    }

    /// Has what nobody asked for stay too: who asked little did so for having the rest from elsewhere.
    pub fn keep_all(&mut self) {
        self.keeps_all = true;
    }

    /// Writes what this run asked for, if that is not what the file holds. Another run that does so at the same time does
    /// no harm: the file is one or the other.
    ///
    /// The file looks older than the run, so that cargo, which is told to watch it, takes only its loss for a change.
    ///
    /// # Errors
    ///
    /// When it cannot be written.
    pub fn save(self) -> io::Result<()> {
        if self.new.is_empty()
            && self.used.iter().all(|used| *used || self.keeps_all)
            && !self.known.is_empty()
        {
            return Ok(());
        }
        // The number keeps apart who writes at the same time.
        let beside = self.path.with_extension(format!("{}.tmp", std::process::id()));
        let written = write(&beside, &self.file()).and_then(|()| fs::rename(&beside, &self.path));
        if written.is_err() {
            let _ = fs::remove_file(&beside);
        }
        written
    }

    /// The whole file.
    fn file(&self) -> Vec<u8> {
        let of = |range: &Range<usize>| self.bytes.get(range.clone()).unwrap_or_default();
        let used = self.known.iter().zip(&self.used).filter(|(_, used)| **used || self.keeps_all);
        let mut all: BTreeMap<&[u8], &[u8]> =
            used.map(|((question, answer), _)| (of(question), of(answer))).collect();
        all.extend(self.new.iter().map(|(question, answer)| (&question[..], &answer[..])));
        let mut file = Vec::with_capacity(self.bytes.len() + 1024);
        file.extend_from_slice(MARK);
        write_bytes(&self.writer, &mut file);
        all.len().write(&mut file);
        for (question, answer) in all {
            write_bytes(question, &mut file);
            write_bytes(answer, &mut file);
        }
        let sum = checksum(&file);
        file.extend_from_slice(&sum.to_le_bytes());
        file
    }
}

impl Memory for Cache {
    fn recall(&mut self, question: &[u8]) -> Option<&[u8]> {
        if let Some(answer) = self.new.get(question) {
            return Some(answer);
        }
        let found = self.find(question)?;
        *self.used.get_mut(found)? = true;
        let (_, answer) = self.known.get(found)?;
        self.bytes.get(answer.clone())
    }

    fn keep(&mut self, question: Vec<u8>, answer: Vec<u8>) {
        self.new.insert(question, answer);
    }
}

/// All that is kept in a folder.
#[derive(Debug)]
pub struct Kept {
    /// Answers by question. Megabytes, and seldom needed where little has changed.
    pub memory: Late,
    /// What the last run was given and found.
    pub last: Cache,
}

impl Kept {
    /// What earlier runs of the program that runs have kept in `folder`; `None` if it cannot be told which that is.
    pub fn open(folder: &Path) -> Option<Kept> {
        let [memory, last] = FILES.map(|name| folder.join(name));
        let mut last = Cache::open(last)?;
        // Whoever has deleted one of them wants to have everything found anew.
        if !memory.is_file() {
            last.forget();
        }
        Some(Kept { memory: Late::new(memory), last })
    }

    /// Writes what has changed. Returns the files that are there now: none that could not be written.
    pub fn save(self) -> Vec<PathBuf> {
        let Kept { memory, last } = self;
        let mut there = Vec::new();
        let path = memory.path.clone();
        if memory.opened().map_or_else(|| path.is_file(), |cache| cache.save().is_ok()) {
            there.push(path);
        }
        let path = last.path.clone();
        if last.save().is_ok() {
            there.push(path);
        }
        there
    }
}

/// A cache that is not opened before something is asked of it.
#[derive(Debug)]
pub struct Late {
    path: PathBuf,
    cache: Option<Cache>,
    is_open: bool,
}

impl Late {
    /// The cache in the file at `path`.
    pub fn new(path: impl Into<PathBuf>) -> Late {
        Late { path: path.into(), cache: None, is_open: false }
    }

    /// The cache, if it was opened and could be.
    pub fn opened(self) -> Option<Cache> {
        self.cache
    }

    fn cache(&mut self) -> Option<&mut Cache> {
        if !self.is_open {
            self.is_open = true;
            self.cache = Cache::open(&self.path);
        }
        self.cache.as_mut()
    }

    /// As [`Cache::keep_all`].
    pub fn keep_all(&mut self) {
        if let Some(cache) = self.cache() {
            cache.keep_all();
        }
    }
}

impl Memory for Late {
    fn recall(&mut self, question: &[u8]) -> Option<&[u8]> {
        self.cache()?.recall(question)
    }

    fn keep(&mut self, question: Vec<u8>, answer: Vec<u8>) {
        if let Some(cache) = self.cache() {
            cache.keep(question, answer);
        }
    }
}

/// Which program runs: its version, and the file that it was started from, which every build of it makes anew.
fn writer() -> Option<Vec<u8>> {
    let file = fs::metadata(std::env::current_exe().ok()?).ok()?;
    let made = file.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    let mut bytes = env!("CARGO_PKG_VERSION").as_bytes().to_vec();
    (file.len(), (made.as_secs(), u64::from(made.subsec_nanos()))).write(&mut bytes);
    Some(bytes)
}

/// The entries of a file that `writer` wrote and nobody changed.
fn entries(file: &[u8], writer: &[u8]) -> Option<Vec<(Range<usize>, Range<usize>)>> {
    let (body, sum) = file.split_last_chunk::<8>()?;
    let mut from = Reader::new(body.strip_prefix(MARK)?);
    if from.bytes()? != writer || checksum(body) != u64::from_le_bytes(*sum) {
        return None;
    }
    let count = usize::read(&mut from)?;
    let mut entries = Vec::new();
    for _ in 0..count {
        entries.push((place(&mut from, body.len())?, place(&mut from, body.len())?));
    }
    from.is_done().then_some(entries)
}

/// The place of the next bytes in a body of that length.
fn place(from: &mut Reader<'_>, length: usize) -> Option<Range<usize>> {
    let taken = from.bytes()?.len();
    let end = length.checked_sub(from.left())?;
    Some(end.checked_sub(taken)?..end)
}

/// A number that other bytes hardly have: eight bytes at a time, since an unoptimized build must get through megabytes in
/// no time. It tells damage, not malice: who can write here can write the program too.
fn checksum(bytes: &[u8]) -> u64 {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let (words, rest) = bytes.as_chunks::<8>();
    let mut sum = bytes.len() as u64;
    // No step forgets anything, so that one word that is changed always changes the sum.
    for word in words {
        sum = (sum ^ u64::from_le_bytes(*word)).wrapping_mul(FACTOR).rotate_left(31);
    }
    for byte in rest {
        sum = (sum ^ u64::from(*byte)).wrapping_mul(FACTOR).rotate_left(31);
    }
    sum
}

fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::write(path, bytes)?;
    age(path)
}

/// Makes a file or folder look as if it had been there before the script began: cargo takes what is younger for a change.
pub(crate) fn age(path: &Path) -> io::Result<()> {
    let is_file = path.is_file();
    let file = fs::File::options().read(true).write(is_file).open(path)?;
    file.set_modified(SystemTime::UNIX_EPOCH + Duration::from_secs(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = FILES[0];
    const QUESTIONS: [&[u8]; 3] = [b"a", b"a longer question", b"b"];

    fn opened(folder: &Path) -> Cache {
        Cache::open(folder.join(FILE)).unwrap()
    }

    fn filled(folder: &Path) {
        let mut cache = opened(folder);
        for question in QUESTIONS {
            cache.keep(question.to_vec(), [b"answer to ", question].concat());
        }
        cache.save().unwrap();
    }

    fn folder(name: &str) -> PathBuf {
        let folder =
            std::env::temp_dir().join(format!("migrate-cache-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn what_was_kept_is_recalled_and_what_nobody_asks_for_is_forgotten() {
        let folder = folder("kept");
        filled(&folder);
        let mut second = opened(&folder);
        assert_eq!(second.recall(b"b"), Some(&b"answer to b"[..]));
        assert_eq!(second.recall(b"aa"), None);
        second.save().unwrap();
        let mut third = opened(&folder);
        assert_eq!(third.recall(b"a"), None);
        assert_eq!(third.recall(b"b"), Some(&b"answer to b"[..]));
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_file_that_is_not_whole_or_not_ours_is_empty() {
        let folder = folder("damaged");
        filled(&folder);
        let whole = fs::read(folder.join(FILE)).unwrap();
        let writer = writer().unwrap();
        assert_eq!(entries(&whole, &writer).map(|entries| entries.len()), Some(3));
        assert_eq!(entries(&whole, b"another"), None);
        for at in 0..whole.len() {
            assert_eq!(entries(&whole[..at], &writer), None, "cut off at {at}");
            let mut changed = whole.clone();
            changed[at] ^= 0x10;
            assert_eq!(entries(&changed, &writer), None, "changed at {at}");
        }
        fs::write(folder.join(FILE), &whole[..whole.len() / 2]).unwrap();
        assert_eq!(opened(&folder).recall(b"a"), None);
        fs::remove_dir_all(folder).unwrap();
    }

    /// Its sum is right, so it is read; what it claims must not be believed.
    #[test]
    fn lengths_that_nobody_could_have_written_are_refused() {
        let writer = writer().unwrap();
        for claim in [u64::MAX, u64::MAX / 2, 1 << 40, 9] {
            let mut file = MARK.to_vec();
            write_bytes(&writer, &mut file);
            1_usize.write(&mut file);
            claim.write(&mut file);
            file.extend_from_slice(&checksum(&file).to_le_bytes());
            assert_eq!(entries(&file, &writer), None, "{claim}");
        }
    }

    #[test]
    fn what_has_not_changed_is_not_written() {
        let folder = folder("same");
        filled(&folder);
        let path = folder.join(FILE);
        let time = || fs::metadata(&path).unwrap().modified().unwrap();
        assert_eq!(time(), SystemTime::UNIX_EPOCH + Duration::from_secs(1));
        let other = SystemTime::UNIX_EPOCH + Duration::from_secs(99);
        fs::File::options().write(true).open(&path).unwrap().set_modified(other).unwrap();
        let mut cache = opened(&folder);
        for question in QUESTIONS {
            assert!(cache.recall(question).is_some());
        }
        cache.save().unwrap();
        assert_eq!(time(), other);
        fs::remove_dir_all(folder).unwrap();
    }
}
