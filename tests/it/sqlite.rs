//! SQLite's DDL on real databases: what a change leaves of rows, children, triggers, views, indexes and numbers.

mod changes;
mod fixture;
mod pitfalls;
mod refusals;
mod shell;
