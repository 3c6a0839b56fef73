//! Migrations through a real PgBouncer that gives each transaction whatever connection is free: several processes at once,
//! and what such a proxy cannot carry.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use migrate::revision::{Revision, file};
use migrate::session::{Access, Session, block_on, connect};

use super::{Db, outside, postgres, revision, three};

/// A proxy in front of a database, gone when it is dropped.
struct Proxy {
    process: Child,
    url: String,
    _folder: tempfile::TempDir,
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn program() -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let places = std::env::split_paths(&path).chain(["/usr/sbin".into(), "/usr/local/sbin".into()]);
    places.map(|place| place.join("pgbouncer")).find(|path| path.is_file()).expect(
        "`pgbouncer` is not on PATH: install it with `apt-get install pgbouncer` (Debian, Ubuntu), `dnf install pgbouncer` \
         (Fedora) or `brew install pgbouncer` (macOS), or run `cargo xtask test`, which does that where it may",
    )
}

/// Starts a proxy that pools transactions over two connections, with `more` settings.
fn proxy(db: &Db, more: &str) -> Proxy {
    let server = db.url.strip_prefix("postgres://").unwrap();
    let (login, rest) = server.split_once('@').unwrap();
    let (user, password) = login.split_once(':').unwrap();
    let (place, name) = rest.split_once('/').unwrap();
    let (host, port) = place.split_once(':').unwrap();
    let listens = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("users"), format!("\"{user}\" \"{password}\"\n")).unwrap();
    let settings = format!(
        "[databases]\n{name} = host={host} port={port} dbname={name} user={user} password={password}\n\
         [pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {listens}\nunix_socket_dir =\nauth_type = plain\n\
         auth_file = {}\npool_mode = transaction\ndefault_pool_size = 2\nmax_client_conn = 50\n\
         ignore_startup_parameters = extra_float_digits\n{more}\n",
        path("users").display()
    );
    fs::write(path("ini"), settings).unwrap();
    let mut command = Command::new(program());
    command.arg("-q").arg(path("ini")).stdout(Stdio::null()).stderr(Stdio::null());
    if let Some((user, group)) = migrate_tests::cluster::unprivileged() {
        // It refuses to run as root.
        command.uid(user).gid(group);
        for path in [folder.path().to_owned(), path("users"), path("ini")] {
            std::os::unix::fs::chown(path, Some(user), Some(group)).unwrap();
        }
    }
    let process = command.spawn().unwrap();
    let began = Instant::now();
    while TcpStream::connect(("127.0.0.1", listens)).is_err() {
        assert!(began.elapsed() < Duration::from_secs(30), "pgbouncer does not listen");
        std::thread::sleep(Duration::from_millis(10));
    }
    let url = format!("postgres://{user}:{password}@127.0.0.1:{listens}/{name}?sslmode=disable");
    Proxy { process, url, _folder: folder }
}

/// What the command line comes to.
fn upgrade(revisions: &[Revision], url: &str) -> (tempfile::TempDir, Command) {
    let folder = tempfile::tempdir().unwrap();
    for revision in revisions {
        let name = format!("20250101_0000_{}.sql", revision.id);
        fs::write(folder.path().join(name), file::render(revision)).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_db"));
    command
        .args([
            "db",
            "upgrade",
            "--yes",
            "--migrations",
            ".",
            "--database-url",
            url,
            "--lock-wait",
            "600",
        ])
        .current_dir(folder.path())
        .env_remove("DATABASE_URL")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    (folder, command)
}

/// Migration locks in this database.
const HELD: &str = "SELECT pid FROM pg_locks WHERE locktype = 'advisory' \
                    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

#[test]
fn four_processes_at_once_through_a_pool_of_transactions() {
    let db = postgres();
    let proxy = proxy(&db, "");
    let revisions = three();
    let started: Vec<_> = (0..4)
        .map(|_| {
            let (folder, mut command) = upgrade(&revisions, &proxy.url);
            (folder, command.spawn().unwrap())
        })
        .collect();
    for (_folder, process) in started {
        let output = process.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(db.rows("SELECT what FROM log ORDER BY what"), ["a1", "b2", "c3"]);
    assert_eq!(db.applied().len(), 3);
    assert_eq!(db.rows(HELD), [""; 0], "no lock stays in the pool");
}

/// A history that ends outside transactions.
fn revisions() -> Vec<Revision> {
    let mut revisions = three();
    let index = "CREATE INDEX CONCURRENTLY log_what ON log (what);";
    revisions.push(outside(revision("d4", "c3", index, "")));
    revisions
}

#[test]
fn what_runs_outside_transactions_runs_through_a_pool_that_leaves_us_our_connection() {
    let db = postgres();
    let proxy = proxy(&db, "");
    // Another client holds the other connection of the pool.
    let mut other = connect(&proxy.url, Access::Read).unwrap();
    block_on(other.execute("BEGIN")).unwrap();
    let (_folder, mut command) = upgrade(&revisions(), &proxy.url);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(db.applied().len(), 4);
    assert_eq!(db.rows("SELECT count(*) FROM migrate_journal"), ["0"]);
    assert_eq!(db.rows(HELD), [""; 0]);
}

#[test]
fn what_runs_outside_transactions_says_that_it_cannot_where_connections_are_exchanged() {
    let db = postgres();
    // Each transaction gets the connection that has been idle for longest, of which two are opened here.
    let proxy = proxy(&db, "server_round_robin = 1");
    let both = [connect(&proxy.url, Access::Read), connect(&proxy.url, Access::Read)];
    let mut both = both.map(Result::unwrap);
    for words in ["BEGIN", "SELECT 1", "COMMIT"] {
        both.iter_mut().for_each(|client| block_on(client.execute(words)).unwrap());
    }
    let (_folder, mut command) = upgrade(&revisions(), &proxy.url);
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("a proxy shares this connection with others"), "{said}");
    assert!(said.contains("connect to the server itself"), "{said}");
    assert_eq!(db.applied().len(), 3, "what can run through the proxy has");
    assert_eq!(db.rows(HELD), [""; 0], "no lock stays in the pool");
}
