//! Appointments, and who of the staff takes part.

use migrate::{Enum, Table};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::hospital::unit::table::Unit;
use crate::people::patient::table::Patient;
use crate::people::staff::table::Staff;
use crate::shared::table::Audit;

/// What has become of an appointment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Enum)]
pub enum AppointmentStatus {
    /// It will be.
    Scheduled,
    /// It was.
    Completed,
    /// It will not be.
    Cancelled,
    /// Nobody came.
    Missed,
}

/// A patient's appointment.
#[derive(Debug, Clone, Table)]
#[table(
    name = "appointments",
    unique(columns = [patient_id, starts_at]),
    index(columns = [unit_id, starts_at], where = "status = 'scheduled'"),
    check("minutes BETWEEN 5 AND 480", name = "ck_appointments_minutes")
)]
pub struct Appointment {
    /// The key.
    #[column(primary_key)]
    pub id: Uuid,
    /// Who comes.
    #[column(references = Patient, on_delete = "cascade")]
    pub patient_id: Uuid,
    /// Where to.
    #[column(references = Unit, on_delete = "set null")]
    pub unit_id: Option<i64>,
    /// When.
    pub starts_at: OffsetDateTime,
    /// For how long.
    #[column(default = 30)]
    pub minutes: i16,
    /// What has become of it.
    #[column(default = "scheduled")]
    pub status: AppointmentStatus,
    /// What for.
    pub reason: Option<String>,
    /// When the row was written.
    #[column(flatten)]
    pub audit: Audit,
}

/// That somebody of the staff takes part in an appointment.
#[derive(Debug, Clone, Table)]
#[table(name = "appointment_staff", primary_key(columns = [appointment_id, staff_id]))]
pub struct AppointmentStaff {
    /// The appointment.
    #[column(references = Appointment, on_delete = "cascade")]
    pub appointment_id: Uuid,
    /// Who takes part.
    #[column(references = Staff, on_delete = "cascade", index)]
    pub staff_id: Uuid,
}
