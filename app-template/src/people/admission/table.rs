//! Which patient lies, or lay, in which bed.

use migrate::Table;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::hospital::bed::table::Bed;
use crate::people::patient::table::Patient;

/// One stay of one patient in one bed.
#[derive(Debug, Clone, Table)]
#[table(
    name = "admissions",
    index(name = "uq_admissions_occupied", columns = [bed_id], unique, where = "discharged_at IS NULL"),
    index(columns = [patient_id, admitted_at]),
    check("discharged_at >= admitted_at", name = "ck_admissions_discharged_at")
)]
pub struct Admission {
    /// Its number.
    #[column(primary_key, auto)]
    pub id: i64,
    /// Who.
    #[column(references = Patient, on_delete = "restrict")]
    pub patient_id: Uuid,
    /// Where.
    #[column(references = Bed, on_delete = "restrict")]
    pub bed_id: i64,
    /// From when.
    #[column(default_sql = "CURRENT_TIMESTAMP")]
    pub admitted_at: OffsetDateTime,
    /// Until when; not yet, if there is nothing.
    pub discharged_at: Option<OffsetDateTime>,
}
