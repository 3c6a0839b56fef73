//! A throwaway PostgreSQL server: made, started and taken away again, whatever becomes of the process that wanted it.
//! Databases on it are not made here.
//!
//! A shell stands between us and the server and reads from a pipe that only we hold open. When we end, by return, panic
//! or SIGKILL, the pipe closes, and the shell stops the server and removes its files.

use std::fs;
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Password of the server's only role, `migrate`, who may do everything.
pub const PASSWORD: &str = "migrate";

/// A running server. Dropping it stops the server and removes its files.
#[derive(Debug)]
pub struct Cluster {
    watchdog: Child,
    port: u16,
    dir: PathBuf,
}

impl Cluster {
    /// Where it listens, with its role and password and the database `postgres`.
    pub fn url(&self) -> String {
        format!("postgres://migrate:{PASSWORD}@127.0.0.1:{}/postgres", self.port)
    }

    /// Where it listens on the loopback interface.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Writes a file below its folder (`data/pg_hba.conf`) that the server may read and nobody else, and says where it is.
    ///
    /// # Panics
    ///
    /// When it cannot be written.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.dir.join(name);
        fs::write(&path, text).expect("a file in the server's folder");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).expect("it is ours");
        if let Some((user, group)) = unprivileged() {
            chown(&path, Some(user), Some(group)).expect("root may give files away");
        }
        path
    }

    /// The process that takes the server away when we are gone.
    pub fn watchdog(&self) -> u32 {
        self.watchdog.id()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        drop(self.watchdog.stdin.take());
        let _ = self.watchdog.wait();
    }
}

/// Starts a server on a free port of the loopback interface.
///
/// # Panics
///
/// When PostgreSQL's programs are missing, with what to install, or when they fail, with what they said.
pub fn start() -> Cluster {
    let bin = programs().unwrap_or_else(|| {
        panic!(
            "PostgreSQL's `initdb` and `pg_ctl` are neither on PATH nor where packages put them: install them with \
             `apt-get install postgresql` (Debian, Ubuntu), `dnf install postgresql-server` (Fedora) or \
             `brew install postgresql` (macOS), or set MIGRATE_TEST_POSTGRES_BIN to the directory that holds them, or \
             MIGRATE_TEST_POSTGRES to the URL of a server to use"
        )
    });
    let mut log = String::new();
    // The port is free when it is looked for and may be taken before the server has it.
    for _ in 0..5 {
        match launch(&bin) {
            Ok(cluster) => return cluster,
            Err(text) => log = text,
        }
        if !log.contains("Address already in use") {
            break;
        }
    }
    panic!("the PostgreSQL server in {} did not start:\n{log}", bin.display());
}

/// One try; the server's log if it failed.
fn launch(bin: &Path) -> Result<Cluster, String> {
    let dir = tempfile::Builder::new()
        .prefix("migrate-pg-")
        .tempdir()
        .expect("a temporary directory")
        .keep();
    fs::write(dir.join("password"), PASSWORD).expect("a file in a temporary directory");
    let port = TcpListener::bind(("127.0.0.1", 0))
        .and_then(|listener| listener.local_addr())
        .expect("a free port on the loopback interface")
        .port();
    let mut command = Command::new("sh");
    command
        .arg("-c")
        .arg(include_str!("watchdog.sh"))
        .arg("watchdog")
        .arg(bin)
        .arg(&dir)
        .arg(port.to_string());
    command
        .current_dir(&dir)
        .env("LC_ALL", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    // Its own group, so that Ctrl-C reaches us and the watchdog outlives us.
    command.process_group(0);
    if let Some((user, group)) = unprivileged() {
        for path in [dir.clone(), dir.join("password")] {
            chown(&path, Some(user), Some(group)).expect("root may give files away");
        }
        command.uid(user).gid(group);
    }
    let mut watchdog = command.spawn().expect("`sh` is there");
    let stdout = watchdog.stdout.take().expect("stdout is piped");
    let mut answer = String::new();
    BufReader::new(stdout).read_line(&mut answer).expect("the watchdog speaks UTF-8");
    let log = dir.join("log");
    let cluster = Cluster { watchdog, port, dir };
    if answer.trim() == "ready" {
        return Ok(cluster);
    }
    let text = fs::read_to_string(&log).unwrap_or_default();
    drop(cluster);
    Err(text)
}

/// A program of the PostgreSQL that the tests use, such as `psql`: beside its server, or where the shell finds it.
pub fn program(name: &str) -> PathBuf {
    let beside = programs().map(|place| place.join(name));
    beside.filter(|path| path.is_file()).unwrap_or_else(|| name.into())
}

/// The directory that holds `initdb` and `pg_ctl`: the one that `MIGRATE_TEST_POSTGRES_BIN` names, and no other; else first
/// on PATH, then as `pg_config` tells, then the newest among the places that packages use.
fn programs() -> Option<PathBuf> {
    if let Some(place) = std::env::var_os("MIGRATE_TEST_POSTGRES_BIN").map(PathBuf::from) {
        return has_server(&place).then_some(place);
    }
    let mut places: Vec<PathBuf> = std::env::var_os("PATH")
        .map(|path| std::env::split_paths(&path).collect())
        .unwrap_or_default();
    if let Ok(output) = Command::new("pg_config").arg("--bindir").output() {
        places.push(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()));
    }
    let mut packaged = Vec::new();
    for parent in ["/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt"] {
        for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let version = name.trim_start_matches("postgresql@").parse::<u32>().unwrap_or(0);
            packaged.push((version, entry.path().join("bin")));
        }
    }
    packaged.sort();
    places.extend(packaged.into_iter().rev().map(|(_, path)| path));
    places.into_iter().find(|place| has_server(place))
}

fn has_server(place: &Path) -> bool {
    place.join("initdb").is_file() && place.join("pg_ctl").is_file()
}

/// Whom to run a server as, when we are root, as which it refuses to run.
///
/// # Panics
///
/// When we are, and there is nobody else.
pub fn unprivileged() -> Option<(u32, u32)> {
    let ask = |arguments: &[&str]| {
        let output = Command::new("id").args(arguments).output().ok()?;
        String::from_utf8(output.stdout).ok()?.trim().parse::<u32>().ok()
    };
    if ask(&["-u"]) != Some(0) {
        return None;
    }
    let found = ["postgres", "nobody"]
        .into_iter()
        .find_map(|user| Some((ask(&["-u", user])?, ask(&["-g", user])?)));
    Some(found.expect("as root, a user `postgres` or `nobody` is needed to run PostgreSQL as"))
}
