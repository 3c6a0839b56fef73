//! Days as `2026-02-28` in JSON.

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serializer};
use time::Date;
use time::format_description::well_known::Iso8601;

/// Writes a day.
pub fn serialize<S: Serializer>(date: &Date, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&date.format(&Iso8601::DATE).map_err(S::Error::custom)?)
}

/// Reads a day.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let text = String::deserialize(deserializer)?;
    Date::parse(&text, &Iso8601::DATE)
        .map_err(|_| D::Error::custom(format!("`{text}` is no day; write `2026-02-28`")))
}
