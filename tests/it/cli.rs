//! Transcripts of the command line: each file of `cases/cli` is run in a folder of its own and must read the same.
//!
//! `$ command` runs `db` (after `NAME=value` words, with those set), or one of `cat`, `ls`, `rm`, `mv`; `> path` with
//! `| lines` writes a file. What follows a command is its stdout, then its stderr with `! ` before each line, then
//! `? code` if that is not 0. `UPDATE_EXPECT=1` rewrites.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use migrate_tests::postgres;

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("it/cases/cli")
}

#[test]
fn the_command_line_holds_together() {
    use clap::CommandFactory;
    migrate_cli::args::Cli::command().debug_assert();
}

#[test]
fn transcripts() {
    let mut files: Vec<PathBuf> =
        fs::read_dir(cases()).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 10, "the transcripts are gone");
    // Two at a time: the machine has two cores, and each command is a process.
    let half = files.len() / 2;
    let run = |files: &[PathBuf]| files.iter().filter_map(|file| differs(file)).collect::<Vec<_>>();
    let (first, second) = std::thread::scope(|scope| {
        let first = scope.spawn(|| run(&files[..half]));
        let second = run(&files[half..]);
        (first.join().unwrap(), second)
    });
    let wrong = [first, second].concat();
    assert!(wrong.is_empty(), "{}\nif they are right: UPDATE_EXPECT=1", wrong.join("\n"));
}

/// The transcript's first difference, told.
fn differs(file: &Path) -> Option<String> {
    let expected = fs::read_to_string(file).unwrap();
    let actual = replay(&expected);
    if actual == expected {
        return None;
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(file, actual).unwrap();
        return None;
    }
    let mut told = format!("{}:\n", file.display());
    for (number, (want, got)) in
        expected.lines().chain(["<end>"]).zip(actual.lines().chain(["<end>"])).enumerate()
    {
        if want != got {
            let _ =
                writeln!(told, "  line {}:\n    expected {want}\n    actual   {got}", number + 1);
            break;
        }
    }
    let _ = writeln!(told, "--- actual\n{actual}---");
    Some(told)
}

/// The transcript with the outputs that its commands have now.
fn replay(transcript: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let database = transcript.contains("$PG").then(postgres);
    let url = database.as_ref().map(|database| database.url().to_owned()).unwrap_or_default();
    let mut stage = Stage { folder: folder.path().to_owned(), url, told: String::new() };
    let mut lines = transcript.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(command) = line.strip_prefix("$ ") {
            let _ = writeln!(stage.told, "{line}");
            stage.run(command);
            while lines
                .next_if(|line| {
                    !line.is_empty() && !line.starts_with("$ ") && !line.starts_with("> ")
                })
                .is_some()
            {}
        } else if let Some(path) = line.strip_prefix("> ") {
            let _ = writeln!(stage.told, "{line}");
            let mut text = String::new();
            while let Some(line) = lines.next_if(|line| line.starts_with('|')) {
                let _ = writeln!(stage.told, "{line}");
                let _ = writeln!(text, "{}", line.strip_prefix("| ").unwrap_or(""));
            }
            let path = stage.folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        } else {
            let _ = writeln!(stage.told, "{line}");
        }
    }
    stage.told
}

struct Stage {
    folder: PathBuf,
    url: String,
    told: String,
}

impl Stage {
    fn run(&mut self, command: &str) {
        let words = words(&command.replace("$PG", &self.url));
        let said = words.iter().take_while(|word| word.contains('=')).count();
        let (environment, words) = words.split_at(said);
        let (program, arguments) = words.split_first().unwrap();
        let mut process = match program.as_str() {
            "db" => {
                let mut process = Command::new(env!("CARGO_BIN_EXE_db"));
                process.arg("db");
                process
            }
            "sqlite" => return self.sqlite(arguments),
            "cat" | "ls" | "rm" | "mv" | "cp" | "mkdir" | "chmod" => Command::new(program),
            other => panic!("`{other}` is no command of transcripts"),
        };
        let output = process
            .args(arguments.iter().map(|word| self.globbed(word)))
            .current_dir(&self.folder)
            .env_remove("DATABASE_URL")
            .env_remove("VISUAL")
            .env_remove("EDITOR")
            .env_remove("CARGO_TARGET_DIR")
            .env_remove("MIGRATE_CACHE")
            .envs(environment.iter().filter_map(|word| word.split_once('=')))
            .env("NO_COLOR", "1")
            .env_remove("RUST_BACKTRACE")
            .env("COLUMNS", "100")
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap();
        let out = self.masked(&String::from_utf8_lossy(&output.stdout));
        let err = self.masked(&String::from_utf8_lossy(&output.stderr));
        for line in out.lines() {
            let _ = writeln!(self.told, "{}", if line.is_empty() { "." } else { line });
        }
        for line in err.lines() {
            let _ = writeln!(self.told, "{}", format!("! {line}").trim_end());
        }
        match output.status.code() {
            Some(0) => {}
            Some(code) => {
                let _ = writeln!(self.told, "? {code}");
            }
            None => self.told.push_str("? killed\n"),
        }
    }

    /// Rows of a SQLite database, as the engine's own library reads them.
    fn sqlite(&mut self, arguments: &[String]) {
        let connection = rusqlite::Connection::open(self.folder.join(&arguments[0])).unwrap();
        let told = match connection.prepare(&arguments[1]) {
            Ok(mut statement) => {
                let width = statement.column_count();
                let mut rows = statement.query([]).unwrap();
                let mut told = String::new();
                while let Some(row) = rows.next().unwrap() {
                    let values: Vec<String> = (0..width)
                        .map(|at| match row.get_ref(at).unwrap() {
                            rusqlite::types::ValueRef::Null => "NULL".into(),
                            rusqlite::types::ValueRef::Integer(value) => value.to_string(),
                            rusqlite::types::ValueRef::Real(value) => value.to_string(),
                            rusqlite::types::ValueRef::Text(text) => {
                                String::from_utf8_lossy(text).into_owned()
                            }
                            rusqlite::types::ValueRef::Blob(bytes) => format!("{bytes:?}"),
                        })
                        .collect();
                    let _ = writeln!(told, "{}", values.join("|"));
                }
                told
            }
            Err(error) => format!("! {error}\n"),
        };
        self.told.push_str(&self.masked(&told));
    }

    /// A `*` in a word stands for the one file name that fits.
    fn globbed(&self, word: &str) -> String {
        let Some((before, after)) = word.split_once('*') else { return word.to_owned() };
        let (folder, start) = before.rsplit_once('/').unwrap_or((".", before));
        let mut names: Vec<String> = fs::read_dir(self.folder.join(folder))
            .into_iter()
            .flatten()
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .filter(|name| name.starts_with(start) && name.ends_with(after))
            .collect();
        names.sort();
        names.first().map_or_else(|| word.to_owned(), |name| format!("{folder}/{name}"))
    }

    /// What differs from run to run, replaced: the folder, dates, moments, durations, random ids.
    fn masked(&self, text: &str) -> String {
        let folder = fs::canonicalize(&self.folder).unwrap();
        let text = text
            .replace(&folder.display().to_string(), "[dir]")
            .replace(&self.folder.display().to_string(), "[dir]");
        let text = if self.url.is_empty() {
            text
        } else {
            let name = self.url.rsplit('/').next().unwrap_or_default();
            text.replace(&migrate::session::masked(&self.url), "[pg]").replace(name, "[database]")
        };
        let text = shaped(&text, "dddddddd_dddd_", "[date]_");
        let text = shaped(&text, "dddd-dd-dd dd:dd:dd UTC", "[time]");
        let text = milliseconds(&text);
        shaped(&text, "hhhhhhhhhhhh", "[id]")
    }
}

/// Durations in JSON, replaced.
fn milliseconds(text: &str) -> String {
    let mut told = String::new();
    for line in text.split_inclusive('\n') {
        match line.split_once("\"milliseconds\": ") {
            Some((before, after)) => {
                let rest = after.trim_start_matches(|letter: char| letter.is_ascii_digit());
                let _ = write!(told, "{before}\"milliseconds\": [ms]{rest}");
            }
            None => told.push_str(line),
        }
    }
    told
}

/// Every run of characters of the shape (`d` a digit, `h` a hex digit with a letter somewhere) that stands alone, replaced.
fn shaped(text: &str, shape: &str, with: &str) -> String {
    let (text, shape): (Vec<char>, Vec<char>) = (text.chars().collect(), shape.chars().collect());
    let fits = |at: usize| {
        let Some(piece) = text.get(at..at + shape.len()) else { return false };
        let alone = |other: Option<&char>| other.is_none_or(|other| !other.is_ascii_alphanumeric());
        // Ids that a case chose itself begin alike and stay.
        let random =
            shape[0] != 'h' || (piece.iter().collect::<std::collections::BTreeSet<_>>().len() > 4);
        random
            && (at == 0 || alone(text.get(at - 1)))
            && (!shape[shape.len() - 1].is_alphanumeric() || alone(text.get(at + shape.len())))
            && piece.iter().zip(&shape).all(|(is, shape)| match shape {
                'd' => is.is_ascii_digit(),
                'h' => is.is_ascii_hexdigit(),
                other => is == other,
            })
    };
    let (mut told, mut at) = (String::new(), 0);
    while at < text.len() {
        if fits(at) {
            told.push_str(with);
            at += shape.len();
        } else {
            told.push(text[at]);
            at += 1;
        }
    }
    told
}

/// A command line's words; quotes hold a word together.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for letter in line.chars() {
        match (letter, quote) {
            ('"' | '\'', None) => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (letter, Some(open)) if letter == open => quote = None,
            (' ', None) => words.extend(word.take()),
            (letter, _) => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}
