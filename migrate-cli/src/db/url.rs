//! `db url`: the database's URL, masked, and where it was found.

use std::process::ExitCode;

use migrate::session::masked;
use serde_json::json;

use crate::failure::Result;
use crate::talk::Talk;
use crate::url;
use crate::workspace::Place;

pub(super) fn run(place: &Place, talk: &Talk) -> Result<ExitCode> {
    let database = url::find(place)?;
    let shown = masked(&database.url);
    if talk.json {
        talk.value(&json!({ "url": shown, "source": database.source }))?;
    } else {
        talk.data(shown)?;
        talk.say(format!("found in {}", database.source));
    }
    Ok(ExitCode::SUCCESS)
}
