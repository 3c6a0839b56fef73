//! The live database that a command works on: opened, named to the person, asked what is applied.

use std::collections::BTreeSet;

use migrate::error::Cause;
use migrate::history::{self, Checksums, History};
use migrate::schema::Name;
use migrate::session::{self, Access, Connection, Mode, Session, block_on};

use crate::failure::{Failure, Result};
use crate::talk::Talk;
use crate::url;
use crate::workspace::Place;

/// An open database.
#[derive(Debug)]
pub(crate) struct Open {
    pub(crate) connection: Connection,
    /// The table that says what is applied.
    pub(crate) table: Name,
    /// Its URL without password.
    pub(crate) shown: String,
}

/// Opens the database that is meant, to change it: created if it is a file that is not there, and named aloud.
pub(crate) fn to_change(place: &Place, talk: &Talk) -> Result<Open> {
    let open = open(place, Access::Write)?;
    talk.say(format!("database: {}", open.shown));
    Ok(open)
}

/// Opens the database that is meant, to look at it.
pub(crate) fn to_read(place: &Place) -> Result<Open> {
    open(place, Access::Read)
}

/// What is applied to the database that is meant, for a command that only foretells. Nothing, where the database is a file
/// that `upgrade` would create.
pub(crate) fn foretold(place: &Place) -> Result<BTreeSet<String>> {
    let url = url::find(place)?.url;
    let creates =
        matches!(session::Url::parse(&url)?, session::Url::Sqlite { mode: Mode::Create, .. });
    match session::connect(&url, Access::Read) {
        Err(error) if creates && error.cause() == Cause::NoDatabase => Ok(BTreeSet::new()),
        _ => to_read(place)?.applied(),
    }
}

fn open(place: &Place, access: Access) -> Result<Open> {
    let database = url::find(place)?;
    let shown = session::masked(&database.url);
    let connection = session::connect(&database.url, access)?;
    if let [wanted] = place.asked()?.as_slice() {
        let spoken = connection.dialect().name();
        if wanted.name() != spoken {
            return Err(Failure::usage(format!(
                "`--dialect {}` was given, but `{shown}` is a {spoken} database",
                wanted.name()
            )));
        }
    }
    Ok(Open { connection, table: place.history_table(), shown })
}

impl Open {
    /// What is recorded as applied.
    pub(crate) fn history(&mut self) -> Result<History> {
        Ok(block_on(history::read(&mut self.connection, &self.table))?)
    }

    /// What is recorded as applied, without its words.
    pub(crate) fn checksums(&mut self) -> Result<Checksums> {
        Ok(block_on(history::checksums(&mut self.connection, &self.table))?.unwrap_or_default())
    }

    /// The ids of what is recorded as applied.
    pub(crate) fn applied(&mut self) -> Result<BTreeSet<String>> {
        Ok(self.checksums()?.ids())
    }
}
