//! The `db` commands, as a library: another workspace's `xtask` is three lines.
