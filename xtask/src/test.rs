//! Every test, on databases that the tests start themselves; installs what they need where it may, and says what to
//! install where it may not.

use std::path::Path;

use clap::Args;
use xshell::{Shell, cmd};

use crate::Result;

/// `cargo xtask test`.
#[derive(Debug, Default, Args)]
pub(crate) struct Test {
    /// Only tests whose names contain this
    filter: Vec<String>,
}

pub(crate) fn run(test: &Test) -> Result {
    let shell = Shell::new()?;
    provide_postgres(&shell)?;
    provide_pgbouncer(&shell)?;
    let filter = &test.filter;
    cmd!(shell, "cargo test --workspace --lib --bins --tests --quiet -- {filter...}").run()?;
    cmd!(shell, "cargo test --workspace --doc --quiet -- {filter...}").run()?;
    Ok(())
}

/// PostgreSQL's server binaries; the tests start their own server from them.
pub(crate) fn provide_postgres(shell: &Shell) -> Result {
    if has_postgres(shell) {
        return Ok(());
    }
    install(shell, "postgresql")?;
    if has_postgres(shell) {
        return Ok(());
    }
    Err("PostgreSQL is needed to run the tests, its server and not only `psql`; install it (Debian: apt-get install \
         postgresql, Fedora: dnf install postgresql-server, macOS: brew install postgresql) and run this again"
        .into())
}

/// The proxy through which some tests migrate; they start their own.
fn provide_pgbouncer(shell: &Shell) -> Result {
    let there =
        |shell: &Shell| in_path(shell, "pgbouncer") || Path::new("/usr/sbin/pgbouncer").is_file();
    if there(shell) {
        return Ok(());
    }
    install(shell, "pgbouncer")?;
    if there(shell) {
        return Ok(());
    }
    Err("PgBouncer is needed to run the tests; install it (Debian: apt-get install pgbouncer, Fedora: dnf install \
         pgbouncer, macOS: brew install pgbouncer) and run this again"
        .into())
}

/// Installs a package where that is possible. It may start a server of its own; the tests use none but theirs.
fn install(shell: &Shell, package: &str) -> Result {
    cmd!(shell, "apt-get update").quiet().ignore_status().run()?;
    let _quiet = shell.push_env("DEBIAN_FRONTEND", "noninteractive");
    cmd!(shell, "apt-get install --yes --no-install-recommends {package}").ignore_status().run()?;
    Ok(())
}

fn in_path(shell: &Shell, program: &str) -> bool {
    let script = format!("command -v {program}");
    cmd!(shell, "sh -c {script}").quiet().ignore_stdout().ignore_stderr().run().is_ok()
}

fn has_postgres(shell: &Shell) -> bool {
    // The tests say what is wrong with the directory.
    std::env::var_os("MIGRATE_TEST_POSTGRES_BIN").is_some()
        || in_path(shell, "initdb")
        || Path::new("/usr/lib/postgresql").read_dir().is_ok_and(|versions| {
            versions.flatten().any(|version| version.path().join("bin/initdb").is_file())
        })
}
