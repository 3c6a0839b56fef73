//! The units of the hospital, as a tree.

use migrate::{Enum, Table};
use time::{Date, Time};
use uuid::Uuid;

use crate::shared::table::Audit;

/// What a unit is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum UnitKind {
    /// Holds other units.
    Department,
    /// Has beds.
    Ward,
    /// Has a queue.
    Emergency,
    /// Has neither.
    Laboratory,
}

/// A unit of the hospital.
#[derive(Debug, Clone, Table)]
#[table(
    name = "units",
    comment = "departments, wards and laboratories",
    check("floor BETWEEN -5 AND 60", name = "ck_units_floor")
)]
pub struct Unit {
    /// Its number.
    #[column(primary_key, auto)]
    pub id: i64,
    /// What stands on the door.
    #[column(unique, max_length = 16)]
    pub code: String,
    /// Its name.
    #[column(max_length = 120)]
    pub name: String,
    /// What it is there for.
    pub kind: UnitKind,
    /// The unit that it belongs to.
    #[column(references = Unit, on_delete = "restrict", index)]
    pub parent_id: Option<i64>,
    /// Who runs it; that person belongs to a unit in turn.
    #[column(references = "staff.id", on_delete = "set null")]
    pub head_id: Option<Uuid>,
    /// The floor, the ground floor being 0.
    #[column(default = 0)]
    pub floor: i16,
    /// When visitors are let in.
    pub visits_from: Option<Time>,
    /// The day on which it opened.
    pub opened_on: Option<Date>,
    /// When the row was written.
    #[column(flatten)]
    pub audit: Audit,
}
