//! Everything that may stand on the command line, and nothing of what it does.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};
use migrate::revision::Direction;

/// `xtask` as another workspace may have it: with `db` alone.
#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    version,
    about = "Tasks of this workspace"
)]
pub struct Cli {
    /// The task.
    #[command(subcommand)]
    pub task: Task,
}

/// The tasks that this library brings.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Write, apply, revert and inspect revisions of the database schema
    Db(Db),
}

/// `db` and what follows it.
#[derive(Debug, Args)]
pub struct Db {
    /// Where things are, and how to talk.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options that every command takes, before or after its name.
#[derive(Debug, Clone, Default, Args)]
#[command(next_help_heading = "Global options")]
pub struct Global {
    /// The package whose models and migrations are meant, where the workspace has several
    #[arg(short, long, global = true, value_name = "NAME")]
    pub package: Option<String>,
    /// The folder under which `table.rs` files are found
    #[arg(long, global = true, value_name = "DIR")]
    pub models: Option<PathBuf>,
    /// The folder of the revisions
    #[arg(long, global = true, value_name = "DIR")]
    pub migrations: Option<PathBuf>,
    /// The dialect, where it does not follow from a database: `sqlite`, `postgres`; several are separated by commas
    #[arg(long, global = true, value_name = "NAME", value_delimiter = ',')]
    pub dialect: Vec<String>,
    /// The database; else DATABASE_URL, the env file, or Cargo.toml tells it
    #[arg(long, global = true, value_name = "URL", hide_env_values = true)]
    pub database_url: Option<String>,
    /// A file of environment variables, read before Cargo.toml [default: .env]
    #[arg(long, global = true, value_name = "FILE")]
    pub env_file: Option<PathBuf>,
    /// Print JSON on stdout
    #[arg(long, global = true)]
    pub json: bool,
    /// Say more: each statement, each step
    #[arg(short, long, global = true, action = ArgAction::Count)]
    pub verbose: u8,
    /// Say nothing but errors
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Answer yes to every question
    #[arg(short, long, global = true)]
    pub yes: bool,
}

/// The commands of `db`.
#[derive(Debug, Subcommand)]
#[command(disable_help_subcommand = true)]
pub enum Command {
    /// Write a new revision: by default, what the models say and the history does not
    #[command(after_help = REVISION_EXAMPLES)]
    Revision(Revision),
    /// The same as `revision`
    #[command(after_help = REVISION_EXAMPLES)]
    Migrate(Revision),
    /// The same as `revision`, with a message of its own when none is given
    #[command(after_help = REVISION_EXAMPLES)]
    CreateMigration(Revision),
    /// Join several heads into one
    #[command(
        after_help = "Examples:\n  cargo xtask db merge -m \"join beds and stock\"\n  cargo xtask db merge 19becf30 5b0c7a11 -m \"join\"\n  cargo xtask db merge --scratch sqlite::memory:"
    )]
    Merge(Merge),
    /// Apply revisions
    #[command(
        after_help = "Examples:\n  cargo xtask db upgrade\n  cargo xtask db upgrade +1\n  cargo xtask db upgrade 19becf30\n  cargo xtask db upgrade --sql --dialect postgres > upgrade.sql"
    )]
    Upgrade(Upgrade),
    /// Revert revisions; without a target, the last one
    #[command(
        after_help = "Examples:\n  cargo xtask db downgrade\n  cargo xtask db downgrade -2\n  cargo xtask db downgrade --steps 3\n  cargo xtask db downgrade base --yes\n  cargo xtask db downgrade -1 --sql --dialect postgres > rollback.sql"
    )]
    Downgrade(Downgrade),
    /// Show which revision the database is at
    #[command(
        after_help = "Examples:\n  cargo xtask db current\n  cargo xtask db current --check   # exit code 1 when not at head"
    )]
    Current(Current),
    /// Show what is not applied yet
    Pending(Pending),
    /// Show the database, each revision and whether it is applied
    Status(Status),
    /// Show the revisions that nothing follows
    Heads(Heads),
    /// Show where the history branches
    Branches(Branches),
    /// List the revisions, newest first
    #[command(
        after_help = "Examples:\n  cargo xtask db history\n  cargo xtask db history -r base:19becf30 --verbose\n  cargo xtask db history -r current:\n  cargo xtask db history --graph"
    )]
    History(History),
    /// Show one revision: its header, its place in the graph, its SQL
    Show(Show),
    /// Record revisions as applied without running them
    #[command(
        after_help = "Examples:\n  cargo xtask db stamp                # at head\n  cargo xtask db stamp 19becf30\n  cargo xtask db stamp --purge head   # forget what is recorded first"
    )]
    Stamp(Stamp),
    /// Take over the migrations of refinery, sqlx or diesel, and what they have applied
    #[command(
        after_help = "Their files become revisions; what their table in the database records as applied is recorded as applied here,\nwithout running anything. Their files and their table stay as they are. Run it again with the same folder for each\nfurther database.\n\nExamples:\n  cargo xtask db import --from sqlx old_migrations --dialect postgres\n  cargo xtask db import --from refinery old_migrations --database-url sqlite:app.db --dry-run\n  cargo xtask db import --from diesel old_migrations --database-url postgres://localhost/app"
    )]
    Import(Import),
    /// Check that the models and the history agree; exit code 1 when they do not
    Check(Check),
    /// Judge the SQL of revisions: locks, lost rows, broken applications; exit code 1 when something must not be
    #[command(
        after_help = "Without revisions it looks at all, or at those after `lint.since` in Cargo.toml. Notes are shown with --verbose.\nWays down are judged as what takes their way up back: that they drop what it made is not told, but what they lock, what they lose beyond that, and that they do not lead back to the schema before.\nA line `-- lint:allow RULE REASON` right before a statement, or behind it, lets it stand.\n\nExamples:\n  cargo xtask db lint\n  cargo xtask db lint head --dialect postgres\n  cargo xtask db lint --direction up\n  cargo xtask db lint --since 19becf30 --deny warnings\n  cargo xtask db lint --format sarif > lint.sarif\n  cargo xtask db lint --explain index-not-concurrent"
    )]
    Lint(Lint),
    /// Verify a live database: reachable, at head, unedited, ours to change, and what the history makes; exit code 1 when not
    #[command(
        after_help = "Each check is one line, PASS, WARN, FAIL or INFO. Nothing is changed.\n\nExamples:\n  cargo xtask db verify\n  cargo xtask db verify --json --database-url postgres://localhost/app"
    )]
    Verify(Verify),
    /// Try revisions on a scratch database: up, down and up again, with rows; exit code 1 when one does not hold
    #[command(
        visible_alias = "test-rollback",
        after_help = "Examples:\n  cargo xtask db test                 # all, on SQLite in memory\n  cargo xtask db test head\n  cargo xtask db test --scratch postgres://localhost/empty"
    )]
    Test(Test),
    /// List the models: file, struct, table, columns
    Models(Models),
    /// Print the SQL from one state to another
    #[command(
        after_help = "A state is `empty`, `models`, `migrations`, `migrations@<revision>`, a database URL, or a .sql file.\n\nExamples:\n  cargo xtask db diff migrations models --dialect postgres\n  cargo xtask db diff postgres://localhost/app models --exit-code\n  cargo xtask db diff old.sql new.sql --dialect sqlite"
    )]
    Diff(Diff),
    /// Open a revision's file in $EDITOR
    Edit(Edit),
    /// Create the history table if it is missing
    EnsureVersion(EnsureVersion),
    /// Move a revision that is applied nowhere, with what follows it, onto another parent
    Rebase(Rebase),
    /// Record that edited files of applied revisions are right as they are
    Repair(Repair),
    /// Create the database if it is missing
    Create,
    /// Print the database's URL, masked, and where it was found
    Url,
    /// Print the configuration in force and where each value was found
    Config,
    /// Delete what builds have derived from the history, so that the next build reads all of it again
    ClearMetadata,
}

const REVISION_EXAMPLES: &str = "Examples:
  cargo xtask db revision \"add user email\"
  cargo xtask db revision -m \"fill the email\" --empty
  cargo xtask db revision \"reporting\" --head base --branch-label reporting
  cargo xtask db revision \"catch up\" --from-db
  cargo xtask db revision \"index users\" --online
  cargo xtask db revision \"adopt the database\" --from-db --adopt
  cargo xtask db revision \"adopt orders\" --from-db --adopt orders,customers
  cargo xtask db revision \"drop spare\" --from-db --drop-unmanaged spare --allow-destructive";

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
    /// Seconds to wait for a lock within the database
    #[arg(long, value_name = "SECONDS")]
    pub lock_timeout: Option<f64>,
    /// Seconds that a statement may take
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

/// `models`.
#[derive(Debug, Args)]
pub struct Models {}

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

/// `edit`.
#[derive(Debug, Args)]
pub struct Edit {
    /// The revision
    #[arg(value_name = "REVISION", default_value = "head", allow_negative_numbers = true)]
    pub revision: String,
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
