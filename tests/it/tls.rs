//! TLS with a real server, every `sslmode` against every state of it: what comes of a URL is what comes of it with
//! PostgreSQL's own `psql`.

mod certificates;
mod server;

use std::fmt::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use expect_test::expect;
use migrate::session::{Access, Session, block_on, connect, connect_tokio};
use migrate_tests::cluster::program;

use server::Server;

const MODES: [&str; 6] = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

/// Whether the connection is encrypted, asked of the server.
const ENCRYPTED: &str = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()";

fn word(answer: Option<&str>) -> &'static str {
    match answer {
        Some("t") => "TLS",
        Some("f") => "plain",
        Some(_) | None => "-",
    }
}

fn by_us(url: &str) -> &'static str {
    let Ok(mut connection) = connect(url, Access::Read) else { return "-" };
    let rows = block_on(connection.query(ENCRYPTED)).unwrap();
    word(rows[0][0].as_deref())
}

fn by_psql(url: &str) -> &'static str {
    by_psql_in(url, &[])
}

fn by_psql_in(url: &str, environment: &[(&str, &str)]) -> &'static str {
    let mut psql = Command::new(program("psql"));
    psql.args(["-XAtw", url, "-c", ENCRYPTED]).envs(environment.iter().copied());
    let output = psql.output().unwrap();
    word(Some(String::from_utf8(output.stdout).unwrap().trim()))
}

/// Parameters that a client adds to the mode: with a name for the table.
fn clients(server: &Server) -> Vec<(&'static str, &'static str, String)> {
    let root = |name: &str| format!("&sslrootcert={}", server.path(name).display());
    let shown = |name: &str| {
        let (cert, key) =
            (server.path(&format!("{name}.crt")), server.path(&format!("{name}.key")));
        format!("{}&sslcert={}&sslkey={}", root("right.crt"), cert.display(), key.display())
    };
    let listed =
        |name: &str| format!("{}&sslcrl={}", root("right.crt"), server.path(name).display());
    let folder =
        |name: &str| format!("{}&sslcrldir={}", root("right.crt"), server.path(name).display());
    vec![
        ("no root", "localhost", String::new()),
        ("right root", "localhost", root("right.crt")),
        ("right root, other name", "127.0.0.1", root("right.crt")),
        ("wrong root", "localhost", root("wrong.crt")),
        ("server as root", "localhost", root("alone.crt")),
        ("missing root", "localhost", root("missing.crt")),
        ("client certificate", "localhost", shown("client")),
        ("strange certificate", "localhost", shown("strange")),
        ("list", "localhost", listed("right.crl")),
        ("list of another", "localhost", listed("wrong.crl")),
        ("list that ran out", "localhost", listed("old.crl")),
        ("no such list", "localhost", listed("missing.crl")),
        ("folder of lists", "localhost", folder("lists")),
        ("folder of other lists", "localhost", folder("other")),
        ("empty folder", "localhost", folder("empty")),
        ("no such folder", "localhost", folder("nowhere")),
    ]
}

#[test]
fn every_mode_comes_to_what_psql_comes_to() {
    let server = Server::take();
    let mut table = String::new();
    let mut differ = Vec::new();
    for state in server::STATES {
        server.turn(state);
        let _ = writeln!(table, "{}", state.name);
        for (name, host, more) in
            clients(&server).into_iter().filter(|(name, ..)| state.clients.contains(name))
        {
            let _ = write!(table, "  {name:<24}");
            for mode in MODES {
                let url = format!("{}?sslmode={mode}{more}", server.url(host));
                let (ours, theirs) = (by_us(&url), by_psql(&url));
                if ours != theirs {
                    differ.push(format!("{}, {name}, {mode}: {ours}, psql {theirs}", state.name));
                }
                let _ = write!(table, "{ours:<8}");
            }
            table.truncate(table.trim_end().len());
            table.push('\n');
        }
    }
    assert!(differ.is_empty(), "{differ:#?}");
    // disable allow prefer require verify-ca verify-full
    expect![[r#"
        no TLS
          no root                 plain   plain   plain   -       -       -
          right root              plain   plain   plain   -       -       -
        TLS
          no root                 plain   plain   TLS     TLS     -       -
          right root              plain   plain   TLS     TLS     TLS     TLS
          right root, other name  plain   plain   TLS     TLS     TLS     -
          wrong root              plain   plain   plain   -       -       -
          missing root            plain   plain   TLS     TLS     -       -
        TLS only
          no root                 -       TLS     TLS     TLS     -       -
          right root              -       TLS     TLS     TLS     TLS     TLS
          right root, other name  -       TLS     TLS     TLS     TLS     -
          wrong root              -       -       -       -       -       -
          missing root            -       TLS     TLS     TLS     -       -
        no TLS wanted
          no root                 plain   plain   plain   -       -       -
          right root              plain   plain   plain   -       -       -
        client certificate wanted
          right root              -       -       -       -       -       -
          client certificate      -       TLS     TLS     TLS     TLS     TLS
          strange certificate     -       -       -       -       -       -
        expired
          no root                 plain   plain   TLS     TLS     -       -
          right root              plain   plain   plain   -       -       -
        its own authority
          right root              plain   plain   plain   -       -       -
          server as root          plain   plain   TLS     TLS     TLS     TLS
        common name only
          right root              -       TLS     TLS     TLS     TLS     TLS
          right root, other name  -       TLS     TLS     TLS     TLS     -
        common name, and another as alternative
          right root              -       TLS     TLS     TLS     TLS     -
        not revoked
          right root              -       TLS     TLS     TLS     TLS     TLS
          list                    -       TLS     TLS     TLS     TLS     TLS
          list of another         -       -       -       -       -       -
          list that ran out       -       -       -       -       -       -
          no such list            -       TLS     TLS     TLS     TLS     TLS
          folder of lists         -       TLS     TLS     TLS     TLS     TLS
          folder of other lists   -       -       -       -       -       -
          empty folder            -       -       -       -       -       -
          no such folder          -       -       -       -       -       -
        revoked
          right root              -       TLS     TLS     TLS     TLS     TLS
          list                    -       -       -       -       -       -
          list of another         -       -       -       -       -       -
          list that ran out       -       -       -       -       -       -
          no such list            -       TLS     TLS     TLS     TLS     TLS
          folder of lists         -       -       -       -       -       -
          folder of other lists   -       -       -       -       -       -
          empty folder            -       -       -       -       -       -
          no such folder          -       -       -       -       -       -
    "#]]
    .assert_eq(&table);
}

#[test]
fn what_will_not_do_is_said_without_a_secret() {
    let server = Server::take();
    server.turn(server::find("TLS only"));
    let root = server.path("right.crt");
    let root = root.display();
    let garbage = server.write("garbage.crt", "-----BEGIN hush");
    let old = server.path("old.crl");
    let (open, empty) = (server.path("open.key"), server.path("empty"));
    std::fs::copy(server.path("client.key"), &open).unwrap();
    std::fs::set_permissions(&open, std::fs::Permissions::from_mode(0o644)).unwrap();
    let client = server.path("client.crt");
    let shown = |key: &str| format!("sslmode=require&sslcert={}&sslkey={key}", client.display());
    let cases = [
        ("localhost", "sslmode=disable".to_owned(), "no encryption", ""),
        (
            "localhost",
            format!("sslmode=verify-full&sslrootcert={}", server.path("wrong.crt").display()),
            "no authority that we trust",
            "sslrootcert=",
        ),
        (
            "127.0.0.1",
            format!("sslmode=verify-full&sslrootcert={root}"),
            "not for `127.0.0.1`",
            "by a name",
        ),
        (
            "localhost",
            "sslmode=verify-ca&sslrootcert=/no/such".to_owned(),
            "`/no/such` does not exist",
            "sslrootcert=",
        ),
        (
            "localhost",
            format!("sslmode=require&sslrootcert={}", garbage.display()),
            "garbage.crt` cannot be read",
            "PEM",
        ),
        (
            "localhost",
            format!("sslmode=verify-ca&sslrootcert={root}&sslcrl={}", garbage.display()),
            "garbage.crt` cannot be read",
            "PEM",
        ),
        (
            "localhost",
            format!("sslmode=verify-ca&sslrootcert={root}&sslcrl={}", old.display()),
            "has run out",
            "sslcrl=",
        ),
        (
            "localhost",
            format!("sslmode=require&sslrootcert={root}&sslcrldir={}", empty.display()),
            "holds no revocation list",
            "take `sslcrldir` out",
        ),
        ("localhost", shown(&open.display().to_string()), "can be read by others", "chmod 600"),
        ("localhost", shown(&root.to_string()), "no private key", "PEM"),
        ("localhost", shown("/no/such"), "no private key beside it", "sslkey="),
        ("localhost", "sslmode=prefer&sslrootcert=system".to_owned(), "too weak", "verify-full"),
        ("localhost", "sslmode=disable&channel_binding=require".to_owned(), "", ""),
    ];
    for (host, parameters, said, hint) in cases {
        let url = format!("{}?{parameters}", server.url(host));
        let error = connect(&url, Access::Read).expect_err(&url);
        assert!(error.to_string().contains(said), "{parameters}: {error}");
        assert!(
            error.hint().unwrap_or_default().contains(hint),
            "{parameters}: {:?}",
            error.hint()
        );
        let all = format!("{error:?} {:?}", error.hint());
        for secret in [server::PASSWORD, "hush", "PRIVATE KEY"] {
            assert!(!all.contains(secret), "{all}");
        }
    }
    server.turn(server::find("no TLS"));
    let error =
        connect(&format!("{}?sslmode=require", server.url("localhost")), Access::Read).unwrap_err();
    assert!(error.to_string().contains("does not support TLS"), "{error}");
}

#[test]
fn the_password_is_bound_to_the_certificate_where_that_is_asked_for() {
    let server = Server::take();
    server.turn(server::find("TLS"));
    let url = format!("{}?sslmode=require&channel_binding=require", server.url("localhost"));
    assert_eq!((by_us(&url), by_psql(&url)), ("TLS", "TLS"));
    let url = url.replace("sslmode=require", "sslmode=disable");
    assert_eq!((by_us(&url), by_psql(&url)), ("-", "-"));
    // Whoever is between us and the server has another certificate, which is why the proof is not theirs to pass on.
    server.turn(server::find("its own authority"));
    let url = url.replace("sslmode=disable", "sslmode=require");
    assert_eq!((by_us(&url), by_psql(&url)), ("TLS", "TLS"));
}

#[test]
fn keywords_and_an_async_client_are_as_good_as_a_url() {
    let server = Server::take();
    server.turn(server::find("TLS only"));
    let words = format!(
        "host=localhost port={} user=guest password='{}' dbname={} sslmode=verify-full sslrootcert='{}'",
        server.port(),
        server::PASSWORD,
        server::DATABASE,
        server.path("right.crt").display()
    );
    assert_eq!((by_us(&words), by_psql(&words)), ("TLS", "TLS"));
    let wrong = words.replace("right.crt", "wrong.crt");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let (mut client, driving) = connect_tokio(&words).await.unwrap();
        tokio::spawn(driving);
        assert_eq!(Session::query(&mut client, ENCRYPTED).await.unwrap(), [[Some("t".to_owned())]]);
        let error = connect_tokio(&wrong).await.err().unwrap();
        assert!(error.to_string().contains("no authority that we trust"), "{error}");
        assert!(!error.to_string().contains(server::PASSWORD), "{error}");
    });
}

/// What the command line comes to in an environment.
fn in_environment(url: &str, environment: &[(&str, &str)]) -> Result<(), String> {
    let place = tempfile::tempdir().unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_db"))
        .args(["db", "current", "--migrations", ".", "--database-url", url])
        .current_dir(place.path())
        .env_remove("DATABASE_URL")
        .envs(environment.iter().copied())
        .output()
        .unwrap();
    if output.status.success() { Ok(()) } else { Err(String::from_utf8(output.stderr).unwrap()) }
}

#[test]
fn the_environment_and_the_home_say_what_the_url_does_not() {
    let server = Server::take();
    server.turn(server::find("TLS only"));
    let url = server.url("localhost");
    let right = server.path("right.crt").display().to_string();
    let wrong = server.path("wrong.crt").display().to_string();
    let full = ("PGSSLMODE", "verify-full");
    let refused = "no authority that we trust";
    in_environment(&url, &[full, ("PGSSLROOTCERT", &right)]).unwrap();
    let said = in_environment(&url, &[full, ("PGSSLROOTCERT", &wrong)]).unwrap_err();
    assert!(said.contains(refused), "{said}");
    in_environment(&format!("{url}?sslmode=allow"), &[full]).unwrap();
    // What the system trusts, as far as a variable can tell it.
    let system = format!("{url}?sslrootcert=system");
    in_environment(&system, &[("SSL_CERT_FILE", &right)]).unwrap();
    let said = in_environment(&system, &[("SSL_CERT_FILE", &wrong)]).unwrap_err();
    assert!(said.contains(refused), "{said}");
    let home = server.home(&server.path("right.crt"));
    in_environment(&url, &[full, ("HOME", &home)]).unwrap();
    let home = server.home(&server.path("wrong.crt"));
    let said = in_environment(&format!("{url}?sslmode=require"), &[("HOME", &home)]).unwrap_err();
    assert!(said.contains(refused), "a root certificate that is there counts: {said}");
}

#[test]
fn a_folder_of_lists_and_the_list_in_the_home_count() {
    let server = Server::take();
    server.turn(server::find("revoked"));
    let right = server.path("right.crt").display().to_string();
    let url = format!("{}?sslmode=verify-full&sslrootcert={right}", server.url("localhost"));
    in_environment(&url, &[]).unwrap();
    // `psql` finds only the names that OpenSSL gives; by us any will do.
    let folder = server.path("lists of any name");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::copy(server.path("wrong.crl"), folder.join("a")).unwrap();
    std::fs::copy(server.path("right.crl"), folder.join("b")).unwrap();
    let home = server.home(&server.path("right.crt"));
    std::fs::copy(server.path("right.crl"), format!("{home}/.postgresql/root.crl")).unwrap();
    let folder = folder.display().to_string();
    let lists = server.path("lists").display().to_string();
    let file = server.path("right.crl").display().to_string();
    for (name, value) in
        [("PGSSLCRLDIR", &folder), ("PGSSLCRLDIR", &lists), ("PGSSLCRL", &file), ("HOME", &home)]
    {
        let said = in_environment(&url, &[(name, value)]).unwrap_err();
        assert!(said.contains("its authority has revoked it"), "{name}={value}: {said}");
        if value != &folder {
            assert_eq!(by_psql_in(&url, &[(name, value)]), "-", "{name}={value}");
        }
    }
    // A list that is named takes the place of the one in the home.
    let missing = server.path("missing.crl").display().to_string();
    let named = [("HOME", home.as_str()), ("PGSSLCRL", missing.as_str())];
    in_environment(&url, &named).unwrap();
    assert_eq!(by_psql_in(&url, &named), "TLS");
    std::fs::remove_file(format!("{home}/.postgresql/root.crl")).unwrap();
}

#[test]
fn a_server_that_says_nothing_is_not_waited_for_for_ever() {
    use std::io::{Read, Write};
    use std::net::TcpListener;

    // One says nothing at all; the other says that it has TLS, and then nothing.
    for answer in [&b""[..], b"S"] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            let mut kept = Vec::new();
            for call in listener.incoming() {
                let mut call = call.unwrap();
                if !answer.is_empty() {
                    call.read_exact(&mut [0; 8]).unwrap();
                    call.write_all(answer).unwrap();
                }
                kept.push(call);
            }
        });
        let mode = if answer.is_empty() { "disable" } else { "require" };
        let url = format!("postgres://me:hush@127.0.0.1:{port}/d?sslmode={mode}&connect_timeout=2");
        let error = connect(&url, Access::Read).unwrap_err();
        assert!(error.to_string().contains("says nothing for 2s"), "{error}");
        assert!(error.hint().unwrap().contains("connect_timeout="), "{error}");
        assert!(!format!("{error:?}").contains("hush"), "{error:?}");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let error = runtime.block_on(connect_tokio(&url)).err().unwrap();
        assert!(error.to_string().contains("says nothing for 2s"), "{error}");
    }
}
