//! The rows of the table, by what is done in them.

mod apply;
mod autogenerate;
mod build;
mod graph;
pub(crate) mod lean;
pub(crate) mod start;

use crate::Result;
use crate::row::Row;
use crate::stage::Stage;

/// A kind of rows: made for one size, when its turn comes.
pub(crate) struct Kind {
    /// What `--only` names.
    pub(crate) name: &'static str,
    /// Its sizes where nobody asks for others.
    pub(crate) sizes: &'static [usize],
    /// The same for a quick look.
    pub(crate) quick: &'static [usize],
    pub(crate) make: fn(&Stage, usize) -> Result<Vec<Row>>,
}

/// Every kind, in the order in which it is shown. Growth is told from several sizes.
pub(crate) const ALL: [Kind; 5] = [
    Kind { name: "apply", sizes: &[1_000], quick: &[100], make: apply::rows },
    Kind { name: "start", sizes: &[1_000], quick: &[100], make: start::rows },
    Kind { name: "autogenerate", sizes: &[1_000], quick: &[100], make: autogenerate::rows },
    Kind { name: "build", sizes: &[100, 300, 1_000, 3_000], quick: &[30, 100], make: build::rows },
    Kind { name: "graph", sizes: &[20_000], quick: &[1_000], make: graph::rows },
];
