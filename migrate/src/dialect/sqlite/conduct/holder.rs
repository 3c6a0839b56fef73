//! Who has locked a SQLite file, by what Linux tells of locks and processes. Elsewhere, and of processes that cannot be seen
//! from here (another container, another machine), nobody is named.
//!
//! Never opens the database: a process that closes a file loses all its locks on it, those of its connections too.

use std::path::Path;

use crate::runner::Holder;

/// Who has the file locked against us. `within` says that we have a lock on it, too.
#[cfg(target_os = "linux")]
pub(super) fn find(file: &Path, within: bool) -> Option<Holder> {
    let locks = std::fs::read_to_string("/proc/locks").ok()?;
    let beside = |suffix: &str| {
        let mut path = file.as_os_str().to_owned();
        path.push(suffix);
        Node::of(Path::new(&path))
    };
    let nodes =
        [(beside("-migrate.lock"), &TURN[..]), (Node::of(file), FILE), (beside("-shm"), WAL)];
    let us = std::process::id();
    let found: Vec<u32> = nodes
        .into_iter()
        .filter_map(|(node, spots)| Some((node?, spots)))
        .flat_map(|(node, spots)| processes(&locks, node, spots))
        .collect();
    let other = found.iter().find(|process| **process != us);
    let process = other.or_else(|| found.first().filter(|_| !within))?;
    Some(told(*process, *process == us))
}

/// Who has the file locked against us: no other system tells.
#[cfg(not(target_os = "linux"))]
pub(super) fn find(_: &Path, _: bool) -> Option<Holder> {
    None
}

/// Some bytes of a file, and how they are locked.
#[derive(Debug)]
struct Spot {
    /// `POSIX` or `FLOCK`.
    kind: &'static str,
    /// `WRITE` or `READ`.
    access: &'static str,
    /// First and last byte.
    bytes: (u64, u64),
}

/// The lock of whoever migrates outside transactions.
const TURN: [Spot; 1] = [Spot { kind: "FLOCK", access: "WRITE", bytes: (0, u64::MAX) }];

/// SQLite's locks on the database itself, writers before readers: the bytes pending, reserved and shared.
const FILE: &[Spot] = &[
    Spot { kind: "POSIX", access: "WRITE", bytes: (0x4000_0000, 0x4000_01ff) },
    Spot { kind: "POSIX", access: "READ", bytes: (0x4000_0002, 0x4000_01ff) },
];

/// SQLite's locks in the index of a write-ahead log: who writes, copies or recovers it.
const WAL: &[Spot] = &[Spot { kind: "POSIX", access: "WRITE", bytes: (120, 122) }];

/// A file as the system knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Node {
    major: u64,
    minor: u64,
    inode: u64,
}

#[cfg(target_os = "linux")]
impl Node {
    fn of(path: &Path) -> Option<Self> {
        use std::os::linux::fs::MetadataExt;

        let file = path.metadata().ok()?;
        let device = file.st_dev();
        Some(Node {
            major: (device >> 8) & 0xfff | (device >> 32) & !0xfff,
            minor: device & 0xff | (device >> 12) & !0xff,
            inode: file.st_ino(),
        })
    }
}

/// The processes that have such locks, in the order of the spots. `1: POSIX  ADVISORY  WRITE 812 fe:00:131 120 120`.
fn processes(locks: &str, node: Node, spots: &[Spot]) -> Vec<u32> {
    let lines: Vec<Vec<&str>> =
        locks.lines().map(|line| line.split_whitespace().collect()).collect();
    let mut found = Vec::new();
    for spot in spots {
        for line in &lines {
            // Whoever waits has `->` after the number, and so a word more.
            let [_, kind, _, access, process, place, first, last] = line[..] else { continue };
            if kind != spot.kind || access != spot.access || read_node(place) != Some(node) {
                continue;
            }
            let (Ok(first), last) = (first.parse::<u64>(), last.parse().unwrap_or(u64::MAX)) else {
                continue;
            };
            if first <= spot.bytes.1
                && last >= spot.bytes.0
                && let Ok(process) = process.parse::<u32>()
                && !found.contains(&process)
            {
                found.push(process);
            }
        }
    }
    found
}

/// `fe:00:131`, of which the first two are hexadecimal.
fn read_node(place: &str) -> Option<Node> {
    let mut parts = place.split(':');
    let (major, minor, inode) = (parts.next()?, parts.next()?, parts.next()?);
    Some(Node {
        major: u64::from_str_radix(major, 16).ok()?,
        minor: u64::from_str_radix(minor, 16).ok()?,
        inode: inode.parse().ok()?,
    })
}

/// What may be told of a process. Not its arguments, which may be secrets.
#[cfg(target_os = "linux")]
fn told(process: u32, us: bool) -> Holder {
    let path = |name: &str| format!("/proc/{process}/{name}");
    let program = std::fs::read_link(path("exe"))
        .ok()
        .and_then(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
        .or_else(|| std::fs::read_to_string(path("comm")).ok());
    let stat = std::fs::read_to_string(path("stat")).unwrap_or_default();
    let boot = std::fs::read_to_string("/proc/stat").unwrap_or_default();
    Holder {
        process: if us { format!("{process}, which is this one,") } else { process.to_string() },
        since: began(&stat, &boot).map(moment).unwrap_or_default(),
        application: program.unwrap_or_default().trim_end_matches(" (deleted)").trim().to_owned(),
        query: String::new(),
    }
}

/// When a process began, in seconds since 1970, from its `stat` and the system's.
fn began(process: &str, system: &str) -> Option<u64> {
    // Of the kernel towards programs, on every machine that Rust runs on.
    const TICKS_A_SECOND: u64 = 100;
    let boot: u64 =
        system.lines().find_map(|line| line.strip_prefix("btime "))?.trim().parse().ok()?;
    // The name, in parentheses, may hold anything; the start is the 20th word after it.
    let ticks: u64 = process.rsplit_once(')')?.1.split_whitespace().nth(19)?.parse().ok()?;
    Some(boot + ticks / TICKS_A_SECOND)
}

/// Seconds since 1970 as `2025-12-24 03:27:01 UTC`.
fn moment(seconds: u64) -> String {
    // Days since 0000-03-01, in eras of 400 years, so that leap days come last.
    let days = seconds / 86_400 + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year_of_era + u64::from(month < 3);
    let (hour, minute, second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02} UTC")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCKS: &str = "\
1: FLOCK  ADVISORY  WRITE 20356 fe:00:11 0 EOF
2: POSIX  ADVISORY  READ 7103 fe:00:12 1073741826 1073742335
3: POSIX  ADVISORY  WRITE 7104 fe:00:12 1073741825 1073741825
3: -> POSIX  ADVISORY  WRITE 7105 fe:00:12 1073741825 1073741825
4: POSIX  ADVISORY  READ 7106 fe:00:13 128 128
5: POSIX  ADVISORY  WRITE 7107 fe:00:13 120 120
6: OFDLCK ADVISORY  WRITE -1 fe:00:12 0 EOF
7: POSIX  ADVISORY  WRITE 7108 103:1f:12 1073741825 1073741825
";

    fn of(major: u64, minor: u64, inode: u64, spots: &[Spot]) -> Vec<u32> {
        processes(LOCKS, Node { major, minor, inode }, spots)
    }

    #[test]
    fn writers_come_before_readers_and_who_waits_is_nobody() {
        assert_eq!(of(0xfe, 0, 12, FILE), [7104, 7103]);
        assert_eq!(of(0xfe, 0, 13, WAL), [7107]);
        assert_eq!(of(0xfe, 0, 11, &TURN), [20356]);
        assert_eq!(of(0x103, 0x1f, 12, FILE), [7108], "another device");
        assert!(of(0xfe, 0, 12, WAL).is_empty());
        assert!(
            processes("nonsense\n1: a b c d e f g", Node { major: 0, minor: 0, inode: 0 }, FILE)
                .is_empty()
        );
    }

    #[test]
    fn a_moment_is_read_from_the_system_and_written_out() {
        let stat = "812 (a) b) S 1 812 812 0 -1 4194560 100 0 0 0 1 2 0 0 20 0 1 0 4250 1000 10";
        assert_eq!(began(stat, "cpu 1 2\nbtime 1700000000\nctxt 3"), Some(1_700_000_042));
        assert_eq!(began("", "btime 1"), None);
        for (seconds, text) in [
            (0, "1970-01-01 00:00:00 UTC"),
            (951_827_696, "2000-02-29 12:34:56 UTC"),
            (1_709_251_199, "2024-02-29 23:59:59 UTC"),
            (1_735_689_599, "2024-12-31 23:59:59 UTC"),
            (4_107_542_400, "2100-03-01 00:00:00 UTC"),
        ] {
            assert_eq!(moment(seconds), text);
        }
    }
}
