//! Replay against written expectations, and against what the databases themselves make of the same SQL.

mod cases;
mod canonical;
mod postgres;
mod sqlite;
mod text;
