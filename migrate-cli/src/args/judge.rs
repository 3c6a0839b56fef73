//! What compares, tries and judges may be told.

use clap::{Args, ValueEnum};
use migrate::revision::Direction;

use super::Consent;

/// `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Compare with the live database, in both directions
    #[arg(long)]
    pub db: bool,
}

/// Which revisions a command looks at.
#[derive(Debug, Args)]
pub struct Selection {
    /// The revisions, also as ranges `a:b` [default: all]
    #[arg(value_name = "REVISION", allow_negative_numbers = true)]
    pub revisions: Vec<String>,
    /// Only those after this one, its ancestors left out: what came after a release
    #[arg(long, value_name = "REVISION", conflicts_with_all = ["revisions", "pending"])]
    pub since: Option<String>,
    /// Only those that the database lacks
    #[arg(long, conflicts_with = "revisions")]
    pub pending: bool,
}

/// `lint`.
#[derive(Debug, Args)]
pub struct Lint {
    /// Which revisions; without any, all or those after `lint.since` in Cargo.toml
    #[command(flatten)]
    pub selection: Selection,
    /// How to print what is found
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    pub format: Format,
    /// Which way of each revision to look at
    #[arg(long, value_enum, value_name = "WAY", default_value_t = Way::Both)]
    pub direction: Way,
    /// Fail on these too: `warnings`, `notes` or a rule
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub deny: Vec<String>,
    /// Leave these rules out
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub allow: Vec<String>,
    /// List the rules and stop
    #[arg(long, conflicts_with_all = ["revisions", "since", "pending"])]
    pub rules: bool,
    /// Tell about one rule and stop
    #[arg(long, value_name = "RULE", conflicts_with_all = ["revisions", "since", "pending"])]
    pub explain: Option<String>,
}

/// Which ways are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Way {
    /// Up and down
    Both,
    /// What `upgrade` runs
    Up,
    /// What `downgrade` runs
    Down,
}

impl Way {
    /// The directions that it means.
    pub fn directions(self) -> &'static [Direction] {
        match self {
            Way::Both => &[Direction::Up, Direction::Down],
            Way::Up => &[Direction::Up],
            Way::Down => &[Direction::Down],
        }
    }
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For programs; the same as `--json`
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations of a GitHub workflow
    Github,
}

/// `verify`.
#[derive(Debug, Args)]
pub struct Verify {}

/// `test`.
#[derive(Debug, Args)]
pub struct Test {
    /// Which revisions
    #[command(flatten)]
    pub selection: Selection,
    /// An empty database to try them on; it is empty again afterwards [default: SQLite in memory]
    #[arg(long, value_name = "URL")]
    pub scratch: Option<String>,
}

/// `diff`.
#[derive(Debug, Args)]
pub struct Diff {
    /// The state to start from
    #[arg(value_name = "FROM")]
    pub previous: String,
    /// The state to reach
    #[arg(value_name = "TO")]
    pub next: String,
    /// Exit with 1 when they differ
    #[arg(long)]
    pub exit_code: bool,
    /// How far the difference may go.
    #[command(flatten)]
    pub consent: Consent,
}
