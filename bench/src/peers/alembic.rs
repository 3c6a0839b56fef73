//! Alembic: a Python file for each revision, and models as SQLAlchemy tables.

use std::fs;
use std::path::Path;

use super::{Task, both};
use crate::Result;
use crate::measure::Work;

const ENV: &str = r#"import os
from alembic import context
from sqlalchemy import create_engine, pool

try:
    from models import metadata
except ImportError:
    metadata = None

config = context.config
engine = create_engine(config.get_main_option("sqlalchemy.url"), poolclass=pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=True)
    with context.begin_transaction():
        context.run_migrations()
"#;

const TEMPLATE: &str = r#"revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None

from alembic import op
import sqlalchemy as sa

def upgrade():
    ${upgrades if upgrades else "pass"}

def downgrade():
    ${downgrades if downgrades else "pass"}
"#;

/// An environment without revisions.
fn environment(folder: &Path, url: &str) -> Result<()> {
    fs::create_dir_all(folder.join("versions"))?;
    // The driver that its own documentation names, and a URL in which `%` means something.
    let url = url.replacen("postgres://", "postgresql+psycopg2://", 1);
    let url = url.replacen("sqlite://", "sqlite:///", 1).replace('%', "%%");
    fs::write(
        folder.join("alembic.ini"),
        format!(
            "[alembic]\nscript_location = {0}\nprepend_sys_path = {0}\nsqlalchemy.url = {url}\n",
            folder.display()
        ),
    )?;
    fs::write(folder.join("env.py"), ENV)?;
    fs::write(folder.join("script.py.mako"), TEMPLATE)?;
    Ok(())
}

fn alembic(program: &Path, folder: &Path) -> Work {
    Work::new(program).args(["-c"]).args([folder.join("alembic.ini")]).within(folder)
}

pub(super) fn history(task: &Task<'_>) -> Result<Work> {
    let Task { program, folder, url, revisions } = *task;
    environment(folder, url)?;
    for revision in revisions {
        let (up, down) = both(revision);
        let parent = revision.revises.first().map_or("None".to_owned(), |id| format!("\"{id}\""));
        let text = format!(
            "\"\"\"{}\"\"\"\nrevision = \"{}\"\ndown_revision = {parent}\nbranch_labels = None\ndepends_on = None\n\n\
             from alembic import op\n\ndef upgrade():\n    op.execute(\"\"\"{up}\"\"\")\n\n\
             def downgrade():\n    op.execute(\"\"\"{down}\"\"\")\n",
            revision.message, revision.id
        );
        fs::write(folder.join("versions").join(format!("{}.py", revision.id)), text)?;
    }
    Ok(alembic(program, folder).args(["upgrade", "head"]))
}

/// The tables of [`crate::input::models`] as Alembic knows them; the first has one column more.
const MODELS: &str = r#"import sqlalchemy as sa

metadata = sa.MetaData()
for number in range(COUNT):
    more = [sa.Column("added", sa.Text)] if number == 0 else []
    sa.Table(
        f"table_{number}", metadata,
        sa.Column("id", sa.BigInteger, primary_key=True), sa.Column("name", sa.String(120), nullable=False),
        sa.Column("email", sa.Text), sa.Column("age", sa.Integer), sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("score", sa.Double), sa.Column("visits", sa.BigInteger, nullable=False), sa.Column("note", sa.Text),
        sa.Column("state", sa.Text, nullable=False), sa.Column("rank", sa.Integer), *more,
    )
"#;

pub(super) fn autogenerate(program: &Path, folder: &Path, url: &str, count: usize) -> Result<Work> {
    environment(folder, url)?;
    fs::write(folder.join("models.py"), MODELS.replace("COUNT", &count.to_string()))?;
    Ok(alembic(program, folder).args(["revision", "--autogenerate", "-m", "one column more"]))
}
