//! The people who work here and may sign in.

use migrate::{Enum, Table};
use uuid::Uuid;

use crate::hospital::unit::table::Unit;
use crate::shared::table::Audit;

/// What somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum Role {
    /// Treats.
    Physician,
    /// Cares.
    Nurse,
    /// Hands out.
    Pharmacist,
    /// Writes down.
    Clerk,
}

/// Somebody who works here.
#[derive(Debug, Clone, Table)]
#[table(name = "staff", index(columns = [unit_id, role]))]
pub struct Staff {
    /// The key.
    #[column(primary_key)]
    pub id: Uuid,
    /// The name to sign in with.
    #[column(unique, max_length = 255)]
    pub email: String,
    /// The whole name.
    #[column(max_length = 200)]
    pub full_name: String,
    /// What they may do.
    #[column(default = "clerk")]
    pub role: Role,
    /// Where they work; the unit's head works here in turn.
    #[column(references = Unit, on_delete = "set null")]
    pub unit_id: Option<i64>,
    /// Whether they may sign in.
    #[column(default = true)]
    pub active: bool,
    /// When the row was written.
    #[column(flatten)]
    pub audit: Audit,
}
