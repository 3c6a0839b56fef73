//! The models that a command works on: found, read, checked for the dialects that are meant.

use migrate::dialect::Dialect;
use migrate_build::{Finding, Project};
use migrate_syntax::Models;

use crate::failure::{Failure, Report, Result};
use crate::kept::Remembered;
use crate::workspace::Place;

/// The models, or everything that is wrong with them. What `db revision` has remembered of them is not read again.
pub(crate) fn read(place: &Place, dialects: &[&'static dyn Dialect]) -> Result<Models> {
    let project = Project { dialects: dialects.to_vec(), ..place.project()?.clone() };
    let mut remembered = Remembered::open(&project);
    let models = match remembered.kept() {
        Some(kept) => migrate_build::sides::models(&project, kept),
        None => migrate_build::models::read(&project).map(|found| found.models),
    };
    models.map_err(failure)
}

pub(crate) fn failure(findings: Vec<Finding>) -> Failure {
    let reports = findings
        .into_iter()
        .map(|mut finding| {
            let hint = finding.help.take();
            Report { message: finding.to_string(), hint }
        })
        .collect();
    Failure { code: 1, reports }
}
