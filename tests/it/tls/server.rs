//! A server of its own whose TLS is changed while it runs. Says nothing of what clients make of it.

use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use migrate_tests::cluster::{self, Cluster};
use postgres::{Client, NoTls};

use super::certificates::{Authority, Pair, alone};

/// The database that is reached as each state has it; `postgres` always can be.
pub(super) const DATABASE: &str = "guarded";

/// The password of `guest`, the role that clients have.
pub(super) const PASSWORD: &str = "hush-hush";

/// How a server can stand to TLS.
pub(super) struct State {
    pub(super) name: &'static str,
    /// The certificate that it shows; none without TLS.
    certificate: Option<&'static str>,
    /// What of connections `pg_hba.conf` lets in, and what it asks of them.
    kind: &'static str,
    more: &'static str,
    /// Which clients are tried.
    pub(super) clients: &'static [&'static str],
}

const ROOTS: &[&str] =
    &["no root", "right root", "right root, other name", "wrong root", "missing root"];

const LISTS: &[&str] = &[
    "right root",
    "list",
    "list of another",
    "list that ran out",
    "no such list",
    "folder of lists",
    "folder of other lists",
    "empty folder",
    "no such folder",
];

/// What OpenSSL calls the file of an authority's list, by the hash of its name that `openssl crl -hash` tells.
const RIGHT_LIST: &str = "b11dbe2c.r0";
const WRONG_LIST: &str = "155e89b8.r0";

pub(super) const STATES: &[State] = &[
    State {
        name: "no TLS",
        certificate: None,
        kind: "host",
        more: "",
        clients: &["no root", "right root"],
    },
    State { name: "TLS", certificate: Some("server"), kind: "host", more: "", clients: ROOTS },
    State {
        name: "TLS only",
        certificate: Some("server"),
        kind: "hostssl",
        more: "",
        clients: ROOTS,
    },
    State {
        name: "no TLS wanted",
        certificate: Some("server"),
        kind: "hostnossl",
        more: "",
        clients: &["no root", "right root"],
    },
    State {
        name: "client certificate wanted",
        certificate: Some("server"),
        kind: "hostssl",
        more: "clientcert=verify-ca",
        clients: &["right root", "client certificate", "strange certificate"],
    },
    State {
        name: "expired",
        certificate: Some("expired"),
        kind: "host",
        more: "",
        clients: &["no root", "right root"],
    },
    State {
        name: "its own authority",
        certificate: Some("alone"),
        kind: "host",
        more: "",
        clients: &["right root", "server as root"],
    },
    State {
        name: "common name only",
        certificate: Some("common"),
        kind: "hostssl",
        more: "",
        clients: &["right root", "right root, other name"],
    },
    State {
        name: "common name, and another as alternative",
        certificate: Some("both"),
        kind: "hostssl",
        more: "",
        clients: &["right root"],
    },
    State {
        name: "not revoked",
        certificate: Some("server"),
        kind: "hostssl",
        more: "",
        clients: LISTS,
    },
    State {
        name: "revoked",
        certificate: Some("revoked"),
        kind: "hostssl",
        more: "",
        clients: LISTS,
    },
];

pub(super) fn find(name: &str) -> &'static State {
    STATES.iter().find(|state| state.name == name).unwrap()
}

pub(super) struct Server {
    cluster: Cluster,
    /// What clients read.
    folder: tempfile::TempDir,
}

impl Server {
    /// The server, for one test at a time. It stands in a static, which is never dropped: its watchdog sees us end.
    pub(super) fn take() -> MutexGuard<'static, Server> {
        static SERVER: LazyLock<Mutex<Server>> = LazyLock::new(|| Mutex::new(Server::start()));
        // Whoever panicked with it has left it in a state, and each test begins with a state of its own.
        SERVER.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn start() -> Self {
        let cluster = cluster::start();
        let server = Server { cluster, folder: tempfile::tempdir().unwrap() };
        let (right, wrong) = (Authority::new("right"), Authority::new("wrong"));
        for (name, pair) in [
            ("server", right.sign("server", &["localhost"], 2100)),
            ("expired", right.sign("expired", &["localhost"], 2001)),
            ("alone", alone(&["localhost"])),
            ("common", right.sign("localhost", &[], 2100)),
            ("both", right.sign("localhost", &["elsewhere"], 2100)),
            ("revoked", right.sign("revoked", &["localhost"], 2100)),
            ("client", right.sign("guest", &[], 2100)),
            ("strange", wrong.sign("guest", &[], 2100)),
        ] {
            let Pair { certificate, key } = &pair;
            server.cluster.file(&format!("{name}.crt"), certificate);
            server.cluster.file(&format!("{name}.key"), key);
            server.write(&format!("{name}.crt"), certificate);
            server.write(&format!("{name}.key"), key);
        }
        server.cluster.file("right.crt", &right.certificate);
        server.write("right.crt", &right.certificate);
        server.write("wrong.crt", &wrong.certificate);
        server.write("right.crl", &right.list(2100));
        server.write("wrong.crl", &wrong.list(2100));
        server.write("old.crl", &right.list(2001));
        for (folder, name, authority) in
            [("lists", RIGHT_LIST, &right), ("other", WRONG_LIST, &wrong)]
        {
            std::fs::create_dir(server.path(folder)).unwrap();
            server.write(&format!("{folder}/{name}"), &authority.list(2100));
        }
        std::fs::create_dir(server.path("empty")).unwrap();
        let mut admin = server.admin();
        admin.batch_execute(&format!("CREATE ROLE guest LOGIN PASSWORD '{PASSWORD}'")).unwrap();
        admin.batch_execute(&format!("CREATE DATABASE {DATABASE}")).unwrap();
        server
    }

    /// Makes the server stand to TLS so, for whoever connects from now on.
    pub(super) fn turn(&self, state: &State) {
        let mut admin = self.admin();
        let State { certificate, kind, more, .. } = state;
        self.cluster.file(
            "data/pg_hba.conf",
            &format!(
                "host postgres migrate 127.0.0.1/32 password\n\
                 {kind} {DATABASE} guest 127.0.0.1/32 scram-sha-256 {more}\n"
            ),
        );
        // Relative to its data.
        let name = certificate.unwrap_or("server");
        for (setting, value) in [
            ("ssl", if certificate.is_some() { "on" } else { "off" }),
            ("ssl_cert_file", &format!("../{name}.crt")),
            ("ssl_key_file", &format!("../{name}.key")),
            ("ssl_ca_file", "../right.crt"),
        ] {
            admin.batch_execute(&format!("ALTER SYSTEM SET {setting} = '{value}'")).unwrap();
        }
        let loaded = |client: &mut Client| -> String {
            client.query_one("SELECT pg_conf_load_time()::text", &[]).unwrap().get(0)
        };
        let before = loaded(&mut self.admin());
        admin.batch_execute("SELECT pg_reload_conf()").unwrap();
        let began = Instant::now();
        while loaded(&mut self.admin()) == before {
            assert!(began.elapsed() < Duration::from_secs(30), "the server reads no settings");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The URL of the guarded database by a name of the host.
    pub(super) fn url(&self, host: &str) -> String {
        format!("postgres://guest:{PASSWORD}@{host}:{}/{DATABASE}", self.port())
    }

    pub(super) fn port(&self) -> u16 {
        self.cluster.port()
    }

    /// A file that clients may name, there or not.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(super) fn write(&self, name: &str, text: &str) -> PathBuf {
        use std::os::unix::fs::PermissionsExt;

        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        path
    }

    /// A home whose root certificate is that file.
    pub(super) fn home(&self, root: &Path) -> String {
        let name = root.file_stem().unwrap().to_string_lossy().into_owned();
        let home = self.path(&format!("home-{name}"));
        std::fs::create_dir_all(home.join(".postgresql")).unwrap();
        std::fs::copy(root, home.join(".postgresql/root.crt")).unwrap();
        home.display().to_string()
    }

    fn admin(&self) -> Client {
        Client::connect(&self.cluster.url(), NoTls).unwrap()
    }
}
