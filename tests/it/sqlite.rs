//! SQLite's DDL on real databases: what a change leaves of rows, children, triggers, views, indexes and numbers.

mod changes;
pub(crate) mod fixture;
mod live;
mod odd;
mod pitfalls;
mod random;
mod refusals;
mod renames;
mod shell;
