//! `db ensure-version`: create the history table if it is missing.

use std::process::ExitCode;

use migrate::history;
use migrate::session::{Session, block_on};

use crate::failure::{Failure, Result};
use crate::talk::Talk;
use crate::workspace::Place;
use crate::{args, database};

pub(super) fn run(place: &Place, talk: &Talk, args: &args::EnsureVersion) -> Result<ExitCode> {
    let table = place.history_table();
    if args.sql {
        let [dialect] = place.project()?.dialects[..] else {
            return Err(Failure::usage("it is not said which dialect to write")
                .hint("give one `--dialect`"));
        };
        talk.text(&format!("{};\n", history::create(dialect, &table)))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut open = database::to_change(place, talk)?;
    let sql = history::create(open.connection.dialect(), &table);
    block_on(open.connection.execute(&sql))?;
    talk.say(format!("the table `{table}` is there"));
    Ok(ExitCode::SUCCESS)
}
