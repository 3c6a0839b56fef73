//! Replay against written expectations, and against what the databases themselves make of the same SQL.

mod cases;
mod baseline;
mod canonical;
mod histories;
mod meaning;
mod postgres;
mod sqlite;
mod text;
