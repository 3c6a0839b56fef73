//! The measurements that BENCHMARKS.md holds: cargo's own benches, run one after the other.

use clap::Args;
use xshell::{Shell, cmd};

use crate::Result;

/// `cargo xtask bench`.
#[derive(Debug, Default, Args)]
pub(crate) struct Bench {
    /// Only benches whose names contain this
    filter: Vec<String>,
}

pub(crate) fn run(bench: &Bench) -> Result {
    let shell = Shell::new()?;
    let filter = &bench.filter;
    cmd!(shell, "cargo bench --quiet --package migrate-engine --features replay --bench graph --bench replay -- {filter...}").run()?;
    Ok(())
}
