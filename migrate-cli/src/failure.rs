//! What went wrong, as a command tells it: sentences, each with its hint, and an exit code.

use std::fmt::Display;

/// Why a command stops.
#[derive(Debug)]
pub(crate) struct Failure {
    /// 1: it failed, or a check said no; 2: wrong usage.
    pub(crate) code: u8,
    /// Each thing that is wrong, with the way out.
    pub(crate) reports: Vec<Report>,
}

/// One thing that is wrong.
#[derive(Debug)]
pub(crate) struct Report {
    /// What, lower case, without a full stop.
    pub(crate) message: String,
    /// The command or edit that mends it.
    pub(crate) hint: Option<String>,
}

/// What commands return.
pub(crate) type Result<T, E = Failure> = std::result::Result<T, E>;

impl Failure {
    /// Something failed.
    pub(crate) fn new(message: impl Display) -> Self {
        Failure { code: 1, reports: vec![Report { message: message.to_string(), hint: None }] }
    }

    /// The command line cannot be meant as it stands.
    pub(crate) fn usage(message: impl Display) -> Self {
        Failure { code: 2, ..Failure::new(message) }
    }

    /// With a way out of the last thing that is wrong.
    pub(crate) fn hint(mut self, hint: impl Display) -> Self {
        if let Some(report) = self.reports.last_mut() {
            report.hint = Some(hint.to_string());
        }
        self
    }

    /// A check said no, and has already said why.
    pub(crate) fn silent() -> Self {
        Failure { code: 1, reports: Vec::new() }
    }
}

impl From<migrate::Error> for Failure {
    fn from(error: migrate::Error) -> Self {
        Failure::from(vec![error])
    }
}

impl From<Vec<migrate::Error>> for Failure {
    fn from(errors: Vec<migrate::Error>) -> Self {
        let reports = errors
            .iter()
            .map(|error| Report {
                message: error.to_string(),
                hint: error.hint().map(str::to_owned),
            })
            .collect();
        Failure { code: 1, reports }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Failure::new(error)
    }
}
