//! What is wrong, collected while reading, so that everything is told at once. Places are spans here; only at the end do
//! they become lines and columns, or compiler errors.

use proc_macro2::Span;

/// One thing that is wrong, at a span of one of the files.
#[derive(Debug, Clone)]
pub struct Problem {
    /// Which of the files that were given.
    pub file: usize,
    /// Where in it.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// The edit that mends it; may be empty.
    pub help: String,
}

/// The list that readers add to.
#[derive(Debug, Default)]
pub struct Report {
    /// The file that is being read.
    pub file: usize,
    /// What has been found so far.
    pub problems: Vec<Problem>,
}

impl Report {
    /// Adds one thing that is wrong in the file that is being read.
    pub fn error(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.error_in(self.file, span, message, help);
    }

    /// Adds one thing that is wrong in another file.
    pub fn error_in(
        &mut self,
        file: usize,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.problems.push(Problem { file, span, message: message.into(), help: help.into() });
    }

    /// Adds what the parser said.
    pub fn syntax(&mut self, error: &syn::Error) {
        for error in error {
            self.error(error.span(), error.to_string(), "");
        }
    }
}
