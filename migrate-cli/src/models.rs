//! The models that a command works on: found, read, checked for the dialects that are meant.

use migrate::dialect::Dialect;
use migrate_build::{Finding, Project};
use migrate_syntax::Models;

use crate::failure::{Failure, Report, Result};
use crate::kept::Remembered;
use crate::workspace::Place;

/// The models, or everything that is wrong with them.
pub(crate) fn read(place: &Place, dialects: &[&'static dyn Dialect]) -> Result<Models> {
    let project = Project { dialects: dialects.to_vec(), ..place.project()?.clone() };
    Ok(migrate_build::models::read(&project).map_err(failure)?.models)
}

/// As [`read`], of what is remembered no more is parsed than has changed.
pub(crate) fn read_again(
    place: &Place,
    dialects: &[&'static dyn Dialect],
    remembered: &mut Remembered,
) -> Result<Models> {
    let Some(kept) = remembered.kept() else { return read(place, dialects) };
    let project = Project { dialects: dialects.to_vec(), ..place.project()?.clone() };
    migrate_build::models::read_again(&project, kept).map_err(failure)
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
