//! The commands of `db`: each is one file below, named like the command.

mod branches;
mod check;
mod clear_metadata;
mod config;
mod create;
mod current;
mod diff;
mod downgrade;
mod edit;
mod ensure_version;
mod heads;
mod history;
mod import;
mod lint;
mod merge;
mod models;
mod pending;
mod rebase;
mod repair;
mod revision;
mod show;
mod stamp;
mod status;
mod test;
mod upgrade;
mod url;
mod verify;

use std::process::ExitCode;

use crate::args::{Command, Db};
use crate::failure::Result;
use crate::talk::Talk;
use crate::workspace::Place;

/// Does what the command line says.
pub(crate) fn run(db: Db, talk: &Talk) -> Result<ExitCode> {
    let place = Place::new(db.global);
    match db.command {
        Command::Revision(args) | Command::Migrate(args) => {
            revision::run(&place, talk, &args, None)
        }
        Command::CreateMigration(args) => revision::run(&place, talk, &args, Some("migration")),
        Command::Merge(args) => merge::run(&place, talk, &args),
        Command::Upgrade(args) => upgrade::run(&place, talk, &args),
        Command::Downgrade(args) => downgrade::run(&place, talk, &args),
        Command::Current(args) => current::run(&place, talk, &args),
        Command::Pending(args) => pending::run(&place, talk, &args),
        Command::Status(args) => status::run(&place, talk, &args),
        Command::Heads(args) => heads::run(&place, talk, &args),
        Command::Branches(args) => branches::run(&place, talk, &args),
        Command::History(args) => history::run(&place, talk, &args),
        Command::Show(args) => show::run(&place, talk, &args),
        Command::Stamp(args) => stamp::run(&place, talk, &args),
        Command::Import(args) => import::run(&place, talk, &args),
        Command::Lint(args) => lint::run(&place, talk, &args),
        Command::Check(args) => check::run(&place, talk, &args),
        Command::Test(args) => test::run(&place, talk, &args),
        Command::Verify(args) => verify::run(&place, talk, &args),
        Command::Models(args) => models::run(&place, talk, &args),
        Command::Diff(args) => diff::run(&place, talk, &args),
        Command::Edit(args) => edit::run(&place, talk, &args),
        Command::EnsureVersion(args) => ensure_version::run(&place, talk, &args),
        Command::Rebase(args) => rebase::run(&place, talk, &args),
        Command::Create => create::run(&place, talk),
        Command::Repair(args) => repair::run(&place, talk, &args),
        Command::Url => url::run(&place, talk),
        Command::Config => config::run(&place, talk),
        Command::ClearMetadata => clear_metadata::run(&place, talk),
    }
}
