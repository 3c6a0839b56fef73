//! The embedded history and what an application does with it at startup.

/// An application's embedded revisions.
#[derive(Debug)]
pub struct Migrator {}

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
