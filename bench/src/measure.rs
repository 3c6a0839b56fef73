//! One process run once: how long it took, how much of the processor, and how much memory at its peak. Knows nothing of what
//! it does.
//!
//! The peak that the system tells of a process is never below that of the one which started it. So each is started, and
//! measured, by a process that has done nothing else: this program again, called with [`WORD`].

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use serde_json::{Value, json};

use crate::Result;

/// The first argument of the process that measures another.
pub(crate) const WORD: &str = "measure";

/// What one run has cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sample {
    /// From start to end, in seconds; or what the process itself has measured and printed.
    pub(crate) elapsed: f64,
    /// Processor time of the process and of all that it waited for, in seconds.
    pub(crate) cpu: f64,
    /// Memory in use at its peak, in KiB.
    pub(crate) peak: f64,
}

/// A process to be run.
#[derive(Debug, Clone)]
pub(crate) struct Work {
    command: Vec<String>,
    folder: Option<String>,
    variables: Vec<(String, String)>,
}

impl Work {
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let command = vec![program.as_ref().to_string_lossy().into_owned()];
        Work { command, folder: None, variables: Vec::new() }
    }

    pub(crate) fn args<S: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = S>) -> Self {
        let args = args.into_iter().map(|arg| arg.as_ref().to_string_lossy().into_owned());
        self.command.extend(args);
        self
    }

    pub(crate) fn within(mut self, folder: &Path) -> Self {
        self.folder = Some(folder.to_string_lossy().into_owned());
        self
    }

    pub(crate) fn set(mut self, variable: &str, value: &str) -> Self {
        self.variables.push((variable.to_owned(), value.to_owned()));
        self
    }

    /// Runs it to its end.
    ///
    /// # Errors
    ///
    /// When it fails, with what it said.
    pub(crate) fn run(&self) -> Result<Sample> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg(WORD).args(&self.command).stdin(Stdio::null());
        // What a user has set for their own databases is not to be touched by a bench.
        for variable in ["DATABASE_URL", "MIGRATE_ON_START", "MIGRATE_DRIFT"] {
            command.env_remove(variable);
        }
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        if let Some(folder) = &self.folder {
            command.current_dir(folder);
        }
        let output = command.output()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let told: Option<Value> = serde_json::from_str(text.trim()).ok();
        match told {
            Some(told) if output.status.success() => {
                let number = |name: &str| told[name].as_f64().unwrap_or(f64::NAN);
                Ok(Sample { elapsed: number("elapsed"), cpu: number("cpu"), peak: number("peak") })
            }
            _ => {
                let said = String::from_utf8_lossy(&output.stderr);
                Err(format!("`{}` failed: {}", self.command.join(" "), said.trim()).into())
            }
        }
    }
}

/// The process that measures: runs the rest of its command line and returns what that has cost, as JSON.
///
/// # Errors
///
/// When the process fails, with what it said.
pub(crate) fn measure(command: &[String]) -> Result<String> {
    let (program, args) = command.split_first().ok_or("there is nothing to measure")?;
    let began = Instant::now();
    let output = Command::new(program).args(args).stdin(Stdio::null()).output()?;
    let mut elapsed = began.elapsed().as_secs_f64();
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{}: {}", output.status, said.trim()).into());
    }
    // A process that measures a part of itself says so; anything else that is printed is not for us.
    let said = String::from_utf8_lossy(&output.stdout);
    if let Some(own) = said.trim().strip_prefix(SECONDS) {
        elapsed = own.trim().parse()?;
    }
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let seconds =
        |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1_000_000.0;
    let cpu = seconds(usage.user_time()) + seconds(usage.system_time());
    Ok(json!({ "elapsed": elapsed, "cpu": cpu, "peak": usage.max_rss() }).to_string())
}

/// What a process begins its output with that has measured itself.
pub(crate) const SECONDS: &str = "seconds:";
