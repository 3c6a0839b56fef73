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
    // The package starts a server of its own where it is installed; the tests use none but theirs.
    cmd!(shell, "apt-get update").quiet().ignore_status().run()?;
    let _quiet = shell.push_env("DEBIAN_FRONTEND", "noninteractive");
    cmd!(shell, "apt-get install --yes --no-install-recommends postgresql")
        .ignore_status()
        .run()?;
    if has_postgres(shell) {
        return Ok(());
    }
    Err("PostgreSQL is needed to run the tests, its server and not only `psql`; install it (Debian: apt-get install \
         postgresql, Fedora: dnf install postgresql-server, macOS: brew install postgresql) and run this again"
        .into())
}

fn has_postgres(shell: &Shell) -> bool {
    let in_path = cmd!(shell, "sh -c 'command -v initdb'")
        .quiet()
        .ignore_stdout()
        .ignore_stderr()
        .run()
        .is_ok();
    in_path
        || Path::new("/usr/lib/postgresql").read_dir().is_ok_and(|versions| {
            versions.flatten().any(|version| version.path().join("bin/initdb").is_file())
        })
}
