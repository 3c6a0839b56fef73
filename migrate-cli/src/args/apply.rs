//! What changes a database, or what it records, may be told.

use clap::Args;

/// `upgrade`.
#[derive(Debug, Args)]
pub struct Upgrade {
    /// Where to: `head`, `heads`, a revision, `+2`, `label@head` …; with --sql also `from:to`
    #[arg(default_value = "head", allow_negative_numbers = true, value_name = "TARGET")]
    pub target: String,
    /// Print the SQL instead of running it; needs no database
    #[arg(long)]
    pub sql: bool,
    /// With --sql: the revision that the database is at, or each if it is at several [default: base]
    #[arg(long, value_name = "REVISION", requires = "sql")]
    pub from: Vec<String>,
    /// Print the steps, one a line, and run nothing
    #[arg(long, conflicts_with = "sql")]
    pub dry_run: bool,
    /// How to run.
    #[command(flatten)]
    pub run: Run,
}

/// How revisions are run.
#[derive(Debug, Clone, Args)]
pub struct Run {
    /// All in one transaction
    #[arg(long)]
    pub single_transaction: bool,
    /// Seconds to wait for another migration to end
    #[arg(long, value_name = "SECONDS", default_value_t = 60.0)]
    pub lock_wait: f64,
    /// Seconds to wait for a lock within the database, unless a section says `lock_timeout:5`
    #[arg(long, value_name = "SECONDS")]
    pub lock_timeout: Option<f64>,
    /// Seconds that a statement may take, unless a section says `statement_timeout:600`
    #[arg(long, value_name = "SECONDS")]
    pub statement_timeout: Option<f64>,
    /// Go on though an applied revision's file was edited
    #[arg(long)]
    pub allow_edited: bool,
    /// Do not ask first whether the rows that are there would break a revision
    #[arg(long)]
    pub no_preflight: bool,
}

/// `downgrade`.
#[derive(Debug, Args)]
pub struct Downgrade {
    /// Where to: `-1`, `base`, a revision, `label@base` …; with --sql also `from:to`
    #[arg(allow_negative_numbers = true, value_name = "TARGET")]
    pub target: Option<String>,
    /// So many revisions back; 0 for all
    #[arg(long, conflicts_with = "target", value_name = "N")]
    pub steps: Option<usize>,
    /// Print the SQL instead of running it; needs no database
    #[arg(long)]
    pub sql: bool,
    /// With --sql: the revision that the database is at, or each if it is at several [default: heads]
    #[arg(long, value_name = "REVISION", requires = "sql")]
    pub from: Vec<String>,
    /// Print the steps, one a line, and run nothing
    #[arg(long, conflicts_with = "sql")]
    pub dry_run: bool,
    /// How to run.
    #[command(flatten)]
    pub run: Run,
}

/// `stamp`.
#[derive(Debug, Args)]
pub struct Stamp {
    /// What to record as applied, with all before it [default: head]
    #[arg(value_name = "REVISION", allow_negative_numbers = true)]
    pub revisions: Vec<String>,
    /// The same
    #[arg(long = "revision", value_name = "REVISION", allow_negative_numbers = true)]
    pub more: Vec<String>,
    /// Forget what is recorded first
    #[arg(long)]
    pub purge: bool,
    /// Print the SQL instead of running it; needs no database
    #[arg(long)]
    pub sql: bool,
    /// Print what would be recorded, and record nothing
    #[arg(long, conflicts_with = "sql")]
    pub dry_run: bool,
}

/// `ensure-version`.
#[derive(Debug, Args)]
pub struct EnsureVersion {
    /// Print the SQL instead of running it
    #[arg(long)]
    pub sql: bool,
}

/// `repair`.
#[derive(Debug, Args)]
pub struct Repair {
    /// The revisions [default: all that were edited]
    #[arg(value_name = "REVISION")]
    pub revisions: Vec<String>,
}
