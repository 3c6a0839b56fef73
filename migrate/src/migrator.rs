//! The embedded history and what an application does with it at startup.

use crate::embed::Embedded;

/// An application's embedded revisions, and what is to be done with them.
#[derive(Debug, Clone)]
pub struct Migrator {
    embedded: &'static Embedded,
}

impl Migrator {
    /// The migrator of an embedded history.
    pub fn new(embedded: &'static Embedded) -> Self {
        Migrator { embedded }
    }

    /// The history that was embedded.
    pub fn embedded(&self) -> &'static Embedded {
        self.embedded
    }
}

/// What an application does about its schema as it starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Startup {
    /// Apply what is pending.
    #[default]
    Upgrade,
    /// Refuse to start when something is pending.
    Check,
    /// For development: create missing tables, without history.
    CreateTables,
    /// Do nothing.
    Off,
}
