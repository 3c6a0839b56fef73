//! For build.rs: finds the models, checks them against the migrations, embeds the history. Knows no database; what a
//! driver would be needed for happens when the application or the command line runs.
//!
//! A build.rs needs no more than this:
//!
//! ```text
//! fn main() {
//!     migrate_build::run()
//! }
//! ```
//!
//! Everything but [`run`] is a function of its arguments, so the command line does the same work with the same code:
//! [`Project::read`] for the settings, [`walk::find`] for the files, [`check`](check::check) for what is to be said about
//! them, [`embed::render`] for the generated text.

pub mod project;
pub mod report;
mod run;
pub mod walk;
pub mod models;
pub mod history;
pub mod drift;
pub mod create;
pub mod embed;
pub mod check;
pub mod cache;
mod last;
mod again;

pub use again::sides;
pub use project::{Drift, Project};
pub use report::{Finding, Report, Severity};
pub use run::{CACHE, run};
