//! Graph, applied set and target to steps. Pure.

use crate::revision::Direction;

/// One revision to be taken one way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Which way.
    pub direction: Direction,
    /// The revision's id.
    pub revision: String,
}
