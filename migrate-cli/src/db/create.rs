//! `db create`: create the database if it is missing.

use std::process::ExitCode;

use migrate::session::{create_database, masked};
use serde_json::json;

use crate::failure::Result;
use crate::talk::Talk;
use crate::url;
use crate::workspace::Place;

pub(super) fn run(place: &Place, talk: &Talk) -> Result<ExitCode> {
    let database = url::find(place)?;
    let shown = masked(&database.url);
    let created = create_database(&database.url)?;
    if talk.json {
        talk.value(&json!({ "database": shown, "created": created }))?;
    } else if created {
        talk.say(format!("Database created successfully: {shown}"));
    } else {
        talk.say(format!("The database already exists: {shown}"));
    }
    Ok(ExitCode::SUCCESS)
}
