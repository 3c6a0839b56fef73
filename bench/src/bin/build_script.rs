//! A build script and nothing else, so that it can be run, and timed, without cargo around it.

fn main() {
    migrate_build::run();
}
