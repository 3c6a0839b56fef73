//! Checks the models against the migrations and embeds them. Builds nothing else.

fn main() {
    migrate_build::run()
}
