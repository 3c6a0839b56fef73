//! The engine: what a schema is, how two of them differ, how SQL says so, and how revisions reach a database.
//!
//! The modules stand in the order in which data flows. Models, SQL text and live databases all become a
//! [`schema::Schema`]; two schemas become a list of [`op::Op`]; a dialect writes each as SQL; revisions hold that SQL;
//! a [`graph::Graph`] orders the revisions; a plan picks from them; the runner applies what was picked.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod error;
#[cfg(feature = "replay")]
pub mod both;
pub mod schema;
#[cfg(feature = "replay")]
pub mod codec;
#[cfg(feature = "replay")]
pub mod memory;
pub mod op;
pub mod diff;
pub mod dialect;
pub mod split;
#[cfg(feature = "replay")]
pub mod replay;
#[cfg(feature = "replay")]
pub mod introspect;
#[cfg(feature = "replay")]
pub mod autogenerate;
#[cfg(feature = "replay")]
pub mod doubt;
pub mod revision;
pub mod graph;
pub mod plan;
#[cfg(feature = "replay")]
pub mod merge;
#[cfg(feature = "lint")]
pub mod lint;
pub mod session;
#[cfg(feature = "replay")]
pub mod preflight;
pub mod history;
pub mod runner;
pub mod embed;
pub mod migrator;
pub mod rows;

pub use error::{Error, Result};
pub use migrator::{Migrator, Startup};

#[cfg(feature = "derive")]
pub use migrate_derive::{Columns, Domain, Enum, Table};
