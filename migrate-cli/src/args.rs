//! Everything that may stand on the command line, and nothing of what it does.

mod write;
mod apply;
mod inspect;
mod judge;

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand};

pub use apply::{Downgrade, EnsureVersion, Repair, Run, Stamp, Upgrade};
pub use inspect::{Branches, Current, Heads, History, Models, Pending, Show, Status};
pub use judge::{Check, Diff, Format, Lint, Selection, Test, Verify, Way};
pub use write::{Consent, Edit, Import, Merge, Rebase, Revision, Tool};

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
