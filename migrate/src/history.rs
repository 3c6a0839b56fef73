//! Which revisions are applied: the history table, as a value and verbs.
