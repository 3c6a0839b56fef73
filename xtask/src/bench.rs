//! The measurements that BENCHMARKS.md holds: whole processes by `migrate-bench`, inner parts by cargo's own benches.

use clap::Args;
use xshell::{Shell, cmd};

use crate::Result;

/// `cargo xtask bench`.
#[derive(Debug, Default, Args)]
pub(crate) struct Bench {
    /// The inner parts instead: parse, replay, diff, plan, introspect; with names, only those that contain them
    #[arg(long)]
    inner: bool,
    /// What `migrate-bench` takes: `--quick`, `--only NAME`, `--sizes 100,1000`, `--rounds N`, `--json FILE`, `--svg FILE`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

pub(crate) fn run(bench: &Bench) -> Result {
    let shell = Shell::new()?;
    let arguments = &bench.arguments;
    if bench.inner {
        let inner = cmd!(
            shell,
            "cargo bench --quiet --package migrate-engine --package migrate-syntax --features migrate-engine/replay,migrate-engine/sqlite-bundled --bench graph --bench introspect --bench parse --bench replay"
        );
        inner.args(["--"]).args(arguments).run()?;
        return Ok(());
    }
    crate::test::provide_postgres(&shell)?;
    cmd!(shell, "cargo build --quiet --release --package migrate-tests --bin db --package migrate-bench --bin migrate-bench").run()?;
    // Build scripts run unoptimized at those who build.
    cmd!(shell, "cargo build --quiet --package migrate-bench --bin build_script").run()?;
    cmd!(shell, "target/release/migrate-bench {arguments...}").run()?;
    Ok(())
}
