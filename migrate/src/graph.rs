//! The checked graph of revisions.
