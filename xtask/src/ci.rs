//! All that a change must pass, in the order in which it fails soonest.

use xshell::{Shell, cmd};

use crate::Result;

pub(crate) fn run() -> Result {
    let shell = Shell::new()?;
    cmd!(shell, "cargo fmt --all --check").run()?;
    cmd!(shell, "cargo clippy --workspace --all-targets --quiet -- -D warnings").run()?;
    // What the workspace asks for together hides what a crate leaves unused on its own.
    cmd!(shell, "cargo clippy -p migrate-engine --quiet -- -D warnings").run()?;
    crate::test::run(&crate::test::Test::default())?;
    let _deny = shell.push_env("RUSTDOCFLAGS", "-D warnings");
    cmd!(shell, "cargo doc --workspace --no-deps --quiet").run()?;
    Ok(())
}
