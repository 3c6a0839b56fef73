//! From a graph, the applied set and a target to steps. Pure: nothing here runs, reads or remembers anything.
//!
//! The applied set holds the id of every applied revision, not only the heads, so a plan is the difference of two sets
//! put into the graph's order. Ids of which the graph knows nothing belong to a newer binary or another checkout; they
//! are passed over where that is safe and named where it is not.

mod applied;
mod downgrade;
mod history;
mod stamp;
mod steps;
mod upgrade;

use crate::revision::Direction;

pub use applied::{Gap, assumed, current, gaps, pending, unknown};
pub use downgrade::downgrade;
pub use history::{Marks, history, marks, show};
pub use stamp::{Stamp, stamp};
pub use steps::steps;
pub use upgrade::upgrade;

/// One revision to be taken one way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    /// Whether it is applied or reverted.
    pub direction: Direction,
    /// Its id. On the way down it may be one that the graph does not know: the history's own `down_sql` reverts that.
    pub revision: String,
}
