//! What writes revisions may be told: anew, from what others wrote, or elsewhere in the graph.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// `revision` and its aliases.
#[derive(Debug, Clone, Args)]
pub struct Revision {
    /// What the revision does, in a few words
    #[arg(value_name = "MESSAGE")]
    pub text: Option<String>,
    /// The same
    #[arg(short, long, conflicts_with = "text")]
    pub message: Option<String>,
    /// Write what the models say and the history does not; the default
    #[arg(long)]
    pub autogenerate: bool,
    /// Write an empty template, for SQL by hand
    #[arg(long, visible_alias = "no-autogenerate", conflicts_with_all = ["autogenerate", "from_db"])]
    pub empty: bool,
    /// Compare the models with the live database instead of the history
    #[arg(long)]
    pub from_db: bool,
    /// Write models for what the database holds and nobody here has made, the revision that makes it elsewhere, and record
    /// that as applied here: all of it, or the tables, `table.column`s and other objects that are named
    #[arg(long, value_name = "NAME", num_args = 0.., value_delimiter = ',', requires = "from_db", conflicts_with_all = ["empty", "merge"])]
    pub adopt: Option<Vec<String>>,
    /// Drop what the database holds and nobody here has made: all tables, views, columns, indexes and constraints, or those
    /// that are named
    #[arg(long, value_name = "NAME", num_args = 0.., value_delimiter = ',', requires = "from_db", conflicts_with_all = ["adopt", "empty", "merge"])]
    pub drop_unmanaged: Option<Vec<String>>,
    /// The revision to follow, where it is not the only head
    #[arg(long, value_name = "REVISION")]
    pub head: Vec<String>,
    /// Allow `--head` to be a revision that others follow already
    #[arg(long)]
    pub splice: bool,
    /// Follow all heads: the same as `merge`
    #[arg(long, conflicts_with_all = ["head", "empty", "from_db"])]
    pub merge: bool,
    /// A name for the branch that begins here
    #[arg(long, value_name = "LABEL")]
    pub branch_label: Vec<String>,
    /// A revision that must be applied before, though it is no parent
    #[arg(long, value_name = "REVISION")]
    pub depends_on: Vec<String>,
    /// The new revision's id [default: random]
    #[arg(long, value_name = "ID")]
    pub rev_id: Option<String>,
    /// Exit with 1 when there is nothing to write
    #[arg(long)]
    pub exit_code: bool,
    /// How far a difference may go.
    #[command(flatten)]
    pub consent: Consent,
}

/// What a generated difference may do.
#[derive(Debug, Clone, Default, Args)]
pub struct Consent {
    /// Allow statements that lose data
    #[arg(long)]
    pub allow_destructive: bool,
    /// Take a like-typed drop and add in one table for just that, and no rename
    #[arg(long)]
    pub drop_and_add: bool,
    /// Write steps that keep nobody waiting, each a transaction of its own
    #[arg(long)]
    pub online: bool,
}

/// `merge`.
#[derive(Debug, Args)]
pub struct Merge {
    /// The revisions to join [default: all heads]
    #[arg(value_name = "REVISION")]
    pub revisions: Vec<String>,
    /// The same
    #[arg(short = 'r', long = "revision", value_name = "REVISION")]
    pub more: Vec<String>,
    /// What to call it
    #[arg(short, long, default_value = "merge heads")]
    pub message: String,
    /// A name for the branch that begins here
    #[arg(long, value_name = "LABEL")]
    pub branch_label: Vec<String>,
    /// The new revision's id [default: random]
    #[arg(long, value_name = "ID")]
    pub rev_id: Option<String>,
    /// Join revisions that others follow already
    #[arg(long)]
    pub splice: bool,
    /// Join them though their changes do not commute
    #[arg(long)]
    pub force: bool,
    /// Also run both orders there, an empty database that stays as it is, and compare what comes out
    #[arg(long, value_name = "URL")]
    pub scratch: Option<String>,
}

/// `import`.
#[derive(Debug, Args)]
pub struct Import {
    /// The tool whose folder it is
    #[arg(long, value_enum, value_name = "TOOL")]
    pub from: Tool,
    /// The folder of its migrations
    #[arg(value_name = "FOLDER")]
    pub folder: PathBuf,
    /// The table that records what they have applied [default: the tool's usual one]
    #[arg(long, value_name = "TABLE")]
    pub table: Option<String>,
    /// Go on though an applied migration's file was edited
    #[arg(long)]
    pub allow_edited: bool,
    /// Print what would be written and recorded, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// A tool to import from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Tool {
    /// `V1__name.sql` and `refinery_schema_history`
    Refinery,
    /// `1_name.sql`, `1_name.up.sql` and `_sqlx_migrations`
    Sqlx,
    /// `1_name/up.sql` and `__diesel_schema_migrations`
    Diesel,
}

/// `edit`.
#[derive(Debug, Args)]
pub struct Edit {
    /// The revision
    #[arg(value_name = "REVISION", default_value = "head", allow_negative_numbers = true)]
    pub revision: String,
}

/// `rebase`.
#[derive(Debug, Args)]
pub struct Rebase {
    /// The revision to move
    #[arg(value_name = "REVISION")]
    pub revision: String,
    /// Its new parent
    #[arg(long, value_name = "REVISION")]
    pub onto: String,
}
