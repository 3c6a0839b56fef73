//! What is wrong, collected while reading, so that everything is told at once. Places are spans here; only at the end do
//! they become lines and columns, or compiler errors.

use proc_macro2::Span;

/// One thing that is wrong, at a span of one of the files.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    /// Which of the files that were given.
    pub(crate) file: usize,
    /// Where in it.
    pub(crate) span: Span,
    /// What is wrong.
    pub(crate) message: String,
    /// The edit that mends it; may be empty.
    pub(crate) help: String,
}

/// The list that readers add to.
#[derive(Debug, Default)]
pub(crate) struct Report {
    /// The file that is being read.
    pub(crate) file: usize,
    /// What has been found so far.
    pub(crate) problems: Vec<Problem>,
}

impl Report {
    /// Adds one thing that is wrong in the file that is being read.
    pub(crate) fn error(
        &mut self,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.error_in(self.file, span, message, help);
    }

    /// Adds one thing that is wrong in another file.
    pub(crate) fn error_in(
        &mut self,
        file: usize,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.problems.push(Problem { file, span, message: message.into(), help: help.into() });
    }

    /// Adds what the parser said.
    pub(crate) fn syntax(&mut self, error: &syn::Error) {
        for error in error {
            self.error(error.span(), error.to_string(), "");
        }
    }
}
