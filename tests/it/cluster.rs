//! The throwaway server itself: that it comes, keeps strangers out, and goes whatever happens. Not what is done on it.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use migrate_tests::{cluster, postgres};
use postgres::{Client, NoTls};

#[test]
fn each_test_has_its_own_database() {
    let (one, two) = (postgres(), postgres());
    one.execute("CREATE TABLE t (id integer)");
    two.execute("CREATE TABLE t (id integer)");
    assert_ne!(one.name(), two.name());
    let url = one.url();
    drop(one);
    assert!(Client::connect(&url, NoTls).is_err(), "a dropped database is gone");
    assert_eq!(two.rows("SELECT count(*) FROM t"), [[Some("0".to_owned())]]);
}

#[test]
fn a_wrong_password_is_refused() {
    let database = postgres();
    let error = Client::connect(&database.url_with_wrong_password(), NoTls).err().expect("refused");
    assert_eq!(error.code().map(|state| state.code()), Some("28P01"), "{error}");
}

#[test]
fn a_dropped_cluster_is_gone() {
    let cluster = cluster::start();
    let url = cluster.url();
    Client::connect(&url, NoTls).expect("a started server takes connections");
    drop(cluster);
    assert!(Client::connect(&url, NoTls).is_err());
}

/// Not a test of its own: what `a_killed_process_leaves_no_server` runs, and kills.
#[test]
fn holds_a_cluster_until_it_is_killed() {
    let Ok(file) = std::env::var("MIGRATE_TEST_HOLD") else { return };
    let cluster = cluster::start();
    std::fs::write(file, cluster.url()).expect("the parent made the directory");
    std::thread::sleep(Duration::from_secs(60));
}

#[test]
fn a_killed_process_leaves_no_server() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let file = dir.path().join("url");
    let mut child = Command::new(std::env::current_exe().expect("the test binary"))
        .args(["--exact", "cluster::holds_a_cluster_until_it_is_killed"])
        .env("MIGRATE_TEST_HOLD", &file)
        .stdout(Stdio::null())
        .spawn()
        .expect("the test binary runs");
    let url = wait_for("the child's server", || {
        std::fs::read_to_string(&file).ok().filter(|url| !url.is_empty())
    });
    Client::connect(&url, NoTls).expect("the child's server takes connections");
    child.kill().expect("SIGKILL");
    child.wait().expect("it ends");
    wait_for("the server's end", || Client::connect(&url, NoTls).err());
}

fn wait_for<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begin = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begin.elapsed() < Duration::from_secs(45), "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}
