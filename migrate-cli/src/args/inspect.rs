//! What shows revisions, models and where a database stands may be told; it changes nothing.

use clap::Args;

/// `current`.
#[derive(Debug, Args)]
pub struct Current {
    /// Exit with 1 when the database is not at head
    #[arg(short = 'c', long, visible_alias = "check-heads")]
    pub check: bool,
}

/// `pending`.
#[derive(Debug, Args)]
pub struct Pending {
    /// Exit with 1 when something is pending
    #[arg(long)]
    pub check: bool,
}

/// `status`.
#[derive(Debug, Args)]
pub struct Status {
    /// Exit with 1 when something is pending
    #[arg(long)]
    pub check: bool,
    /// List only what is pending
    #[arg(long)]
    pub pending: bool,
}

/// `heads`.
#[derive(Debug, Args)]
pub struct Heads {
    /// Leave out revisions that others depend on
    #[arg(long)]
    pub resolve_dependencies: bool,
}

/// `branches`.
#[derive(Debug, Args)]
pub struct Branches {}

/// `history`.
#[derive(Debug, Args)]
pub struct History {
    /// Only these: `a:b`, `a:`, `:b`
    #[arg(short, long, value_name = "RANGE", allow_hyphen_values = true)]
    pub rev_range: Option<String>,
    /// Mark what the database is at
    #[arg(short, long)]
    pub indicate_current: bool,
    /// Draw the graph
    #[arg(long)]
    pub graph: bool,
}

/// `show`.
#[derive(Debug, Args)]
pub struct Show {
    /// The revision
    #[arg(value_name = "REVISION", default_value = "head", allow_negative_numbers = true)]
    pub revision: String,
    /// Print the SQL alone
    #[arg(long)]
    pub sql: bool,
}

/// `models`.
#[derive(Debug, Args)]
pub struct Models {}
