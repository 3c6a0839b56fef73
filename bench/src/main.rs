//! What `cargo xtask bench` runs: makes its inputs, has each work done by ours, by the raw tool and by the peers at hand, in
//! turns, and tells what came of it. Builds nothing itself but what `--only lean` compares.

mod input;
mod measure;
mod peers;
mod plot;
mod report;
mod row;
mod rows;
mod stage;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// Measures the work that users wait for, beside the raw tools.
#[derive(Debug, Parser)]
struct Bench {
    /// Small sizes and few rounds: whether it runs, not how fast
    #[arg(long)]
    quick: bool,
    /// Only this kind: apply, start, autogenerate, build, graph, lean
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Other sizes than usual: revisions or tables
    #[arg(long, value_name = "N", value_delimiter = ',')]
    sizes: Vec<usize>,
    /// How often each work is done by each
    #[arg(long, value_name = "N")]
    rounds: Option<usize>,
    /// Write the figures as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Write a picture
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// The folder with the optimized programs
    #[arg(long, value_name = "DIR", default_value = "target/release")]
    release: PathBuf,
    /// The folder with the build script, unoptimized
    #[arg(long, value_name = "DIR", default_value = "target/debug")]
    debug: PathBuf,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let part = match arguments.split_first() {
        Some((word, rest)) if word == measure::WORD => Some(measure::measure(rest)),
        Some((word, [url, folder])) if word == rows::start::START => {
            Some(rows::start::start(url, folder.as_ref()))
        }
        Some((word, [url, sql])) if word == rows::start::QUERY => {
            Some(rows::start::query(url, sql))
        }
        Some(_) | None => None,
    };
    let outcome = match part {
        Some(told) => told.map(|told| say(&told)),
        None => bench(&Bench::parse()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tell(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn bench(asked: &Bench) -> Result<()> {
    let stage = stage::Stage::new(&asked.release.canonicalize()?, &asked.debug.canonicalize()?)?;
    let wanted = |name: &str| asked.only.is_empty() || asked.only.iter().any(|only| only == name);
    let rounds = asked.rounds.unwrap_or(if asked.quick { 2 } else { 7 });
    let mut outcomes = Vec::new();
    for kind in rows::ALL.iter().filter(|kind| wanted(kind.name)) {
        let usual = if asked.quick { kind.quick } else { kind.sizes };
        let sizes = if asked.sizes.is_empty() { usual } else { asked.sizes.as_slice() };
        for size in sizes {
            for row in (kind.make)(&stage, *size)? {
                tell(&format!("{}, {}", row.name, row.size));
                outcomes.push(row::run(row, rounds)?);
            }
        }
    }
    say(&report::table(&outcomes));
    // Minutes of compiling: only where it is asked for.
    let lean = match asked.only.iter().any(|only| only == "lean") {
        true => rows::lean::measure(&stage, &std::env::current_dir()?)?,
        false => Vec::new(),
    };
    if !lean.is_empty() {
        say(&report::lean(&lean));
    }
    if let Some(path) = &asked.json {
        let text = serde_json::to_string_pretty(&report::values(&outcomes, &lean))?;
        std::fs::write(path, text + "\n")?;
    }
    if let Some(path) = &asked.svg {
        std::fs::write(path, plot::svg(&outcomes))?;
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the one place where the figures reach the terminal")]
fn say(text: &str) {
    println!("{text}");
}

#[expect(
    clippy::print_stderr,
    reason = "the one place where progress and errors reach the terminal"
)]
fn tell(text: &str) {
    eprintln!("{text}");
}
