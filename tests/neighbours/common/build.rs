//! Checks the model against the migrations and embeds them.

fn main() {
    migrate_build::run();
}
