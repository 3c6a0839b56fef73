//! The `db` commands as another workspace has them: what transcripts run.

fn main() -> std::process::ExitCode {
    migrate_cli::main()
}
