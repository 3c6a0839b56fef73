//! What using this costs an application that nobody migrates: crates that its build script waits for, processor time of a
//! cold build, bytes in its release binary. Against the same application with the bare driver.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::Result;
use crate::measure::Work;
use crate::stage::Stage;

/// One figure: of the bare driver, and of the same with this.
pub(crate) struct Figure {
    pub(crate) name: &'static str,
    pub(crate) unit: &'static str,
    pub(crate) bare: f64,
    pub(crate) ours: f64,
}

/// Builds both applications in release, each from nothing. Takes minutes.
///
/// # Errors
///
/// When one of them does not build.
pub(crate) fn measure(stage: &Stage, root: &Path) -> Result<Vec<Figure>> {
    let folder = stage.folder("lean")?;
    let bare = application(&folder.join("bare"), "", "", BARE)?;
    let ours = application(
        &folder.join("ours"),
        &format!(
            "migrate = {{ package = \"migrate-engine\", path = \"{0}/migrate\", features = [\"derive\", \"sqlite-bundled\"] }}\n",
            root.display()
        ),
        &format!(
            "\n[build-dependencies]\nmigrate-build = {{ path = \"{}/migrate-build\" }}\n",
            root.display()
        ),
        OURS,
    )?;
    let (bare_cpu, bare_size) = built(&bare)?;
    let (ours_cpu, ours_size) = built(&ours)?;
    let crates = waited_for(&ours)?;
    Ok(vec![
        Figure { name: "crates that build.rs waits for", unit: "", bare: 0.0, ours: crates },
        Figure { name: "cold release build", unit: "CPU s", bare: bare_cpu, ours: ours_cpu },
        Figure { name: "stripped release binary", unit: "KiB", bare: bare_size, ours: ours_size },
    ])
}

const BARE: &str = "fn main() {
    let connection = rusqlite::Connection::open(\"app.db\").expect(\"a database\");
    connection.execute_batch(\"SELECT 1\").expect(\"an answer\");
}
";

const OURS: &str = "migrate::embed!();

fn main() {
    let connection = rusqlite::Connection::open(\"app.db\").expect(\"a database\");
    connection.execute_batch(\"SELECT 1\").expect(\"an answer\");
    migrations::migrator().run(\"sqlite:app.db\").expect(\"a schema\");
}
";

/// The source of an application with one table; all of the engine's that is not called may be left out by the linker.
fn application(folder: &Path, more: &str, build: &str, main: &str) -> Result<std::path::PathBuf> {
    crate::input::package(folder, &["sqlite"])?;
    let manifest = fs::read_to_string(folder.join("Cargo.toml"))?;
    let dependencies = format!(
        "\n[dependencies]\nrusqlite = {{ version = \">=0.31, <=0.41\", features = [\"bundled\"] }}\n{more}{build}\n[profile.release]\nstrip = true\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest + &dependencies)?;
    fs::remove_file(folder.join("src/lib.rs"))?;
    fs::write(folder.join("src/main.rs"), main)?;
    if !build.is_empty() {
        fs::write(folder.join("build.rs"), "fn main() {\n    migrate_build::run();\n}\n")?;
    }
    Ok(folder.to_owned())
}

/// Processor seconds of a build from nothing, and KiB of what was built.
fn built(folder: &Path) -> Result<(f64, f64)> {
    let sample = Work::new("cargo")
        .args(["build", "--release", "--quiet", "--target-dir", "target"])
        .within(folder)
        .run()?;
    let binary = fs::metadata(folder.join("target/release/measured"))?;
    Ok((sample.cpu, binary.len() as f64 / 1024.0))
}

fn waited_for(folder: &Path) -> Result<f64> {
    let output = Command::new("cargo")
        .args(["tree", "--edges", "normal,build", "--prefix", "none", "--format", "{p}"])
        .args(["--package", "migrate-build"])
        .current_dir(folder)
        .output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let names: std::collections::BTreeSet<&str> = text
        .lines()
        .filter_map(|line| line.split(' ').next())
        .filter(|name| !name.is_empty())
        .collect();
    Ok(names.len() as f64)
}
