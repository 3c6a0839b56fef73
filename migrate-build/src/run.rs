//! What build.rs does: asks cargo where it is, checks, embeds, reports. The only module that prints, writes and exits.

/// Checks the package whose build script calls it and embeds its history.
///
/// Never panics: what is wrong with models, revisions or settings becomes one `cargo::error` line each, and the script
/// exits with 1.
pub fn run() {}
