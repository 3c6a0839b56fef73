//! The application's process: built once, started on a port that the system chooses, ended with the test.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, OnceLock, mpsc};
use std::thread;
use std::time::Duration;

use serde_json::Value;

use super::http::{self, Answer};

/// A running application.
pub(super) struct App {
    url: String,
    child: Child,
    address: String,
    log: Arc<Mutex<String>>,
}

impl App {
    /// Starts it on a database and waits until it listens.
    pub(super) fn start(url: &str) -> App {
        let mut child = command(url).stderr(Stdio::piped()).spawn().unwrap();
        let stderr = child.stderr.take().unwrap();
        let log = Arc::new(Mutex::new(String::new()));
        let (sender, receiver) = mpsc::channel();
        let written = Arc::clone(&log);
        thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                if let Some((_, address)) = line.split_once("listening on http://") {
                    sender.send(address.trim().to_owned()).unwrap_or_default();
                }
                let mut log = written.lock().unwrap();
                log.push_str(&line);
                log.push('\n');
            }
        });
        let Ok(address) = receiver.recv_timeout(Duration::from_secs(60)) else {
            let _ = child.kill();
            panic!("the application does not listen: {}", log.lock().unwrap());
        };
        App { url: url.to_owned(), child, address, log }
    }

    /// Ends it and starts it again on the same database.
    pub(super) fn restart(self) -> App {
        let url = self.url.clone();
        drop(self);
        App::start(&url)
    }

    /// What it has said so far.
    pub(super) fn log(&self) -> String {
        self.log.lock().unwrap().clone()
    }

    pub(super) fn get(&self, path: &str) -> Answer {
        self.send("GET", path, &Value::Null)
    }

    pub(super) fn send(&self, method: &str, path: &str, body: &Value) -> Answer {
        http::send(&self.address, method, path, body)
    }

    /// A ward to put beds in, made behind the application's back; its number.
    pub(super) fn unit(&self, code: &str) -> i64 {
        execute(
            &self.url,
            &format!("INSERT INTO units (code, name, kind) VALUES ('{code}', 'Ward', 'ward')"),
        );
        text(&self.url, "id", "units").parse().unwrap()
    }
}

/// Runs a statement behind the application's back.
pub(super) fn execute(url: &str, sql: &str) {
    match url.strip_prefix("sqlite:") {
        Some(path) => rusqlite::Connection::open(path).unwrap().execute_batch(sql).unwrap(),
        None => {
            postgres::Client::connect(url, postgres::NoTls).unwrap().batch_execute(sql).unwrap()
        }
    }
}

/// The one value of a column of a table of one row.
pub(super) fn text(url: &str, column: &str, table: &str) -> String {
    let sql = format!("SELECT CAST({column} AS TEXT) FROM {table}");
    match url.strip_prefix("sqlite:") {
        Some(path) => {
            rusqlite::Connection::open(path).unwrap().query_row(&sql, [], |row| row.get(0)).unwrap()
        }
        None => postgres::Client::connect(url, postgres::NoTls)
            .unwrap()
            .query_one(&sql, &[])
            .unwrap()
            .get(0),
    }
}

impl Drop for App {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs the binary with arguments to its end: whether it went well, stdout, stderr.
pub(super) fn run(url: &str, arguments: &[&str]) -> (bool, String, String) {
    let output = command(url).args(arguments).stdin(Stdio::null()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.success(), text(output.stdout), text(output.stderr))
}

fn command(url: &str) -> Command {
    let mut command = Command::new(binary());
    command
        .env("DATABASE_URL", url)
        .env("PORT", "0")
        .env("HOST", "127.0.0.1")
        .env("RUST_LOG", "info");
    command.env_remove("MIGRATE_ON_START");
    command
}

/// The binary, built once a process; cargo knows that there is nothing to do the next time.
fn binary() -> &'static str {
    static BINARY: OnceLock<String> = OnceLock::new();
    BINARY.get_or_init(|| {
        let mut cargo = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
            .args(["build", "--quiet", "--package", "app-template", "--message-format", "json"])
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut output = String::new();
        cargo.stdout.take().unwrap().read_to_string(&mut output).unwrap();
        assert!(cargo.wait().unwrap().success(), "the application does not build: {output}");
        output
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .filter(|message| message["target"]["name"] == "app-template")
            .find_map(|message| message["executable"].as_str().map(str::to_owned))
            .unwrap()
    })
}
