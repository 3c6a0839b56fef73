//! What commands remember, in a place of their own: the models are those that would be read, and what would be written is what
//! a comparison of everything would have written.

use std::fs;
use std::path::PathBuf;

use migrate::Error;
use migrate::autogenerate::autogenerate;
use migrate::codec::encode;
use migrate::dialect;
use migrate::graph::Graph;
use migrate::memory::{Forgetful, Memory};
use migrate::op::{self, Op};
use migrate::revision::dir;
use migrate_build::cache::Kept;
use migrate_build::drift::{Before, replayed};
use migrate_build::{Finding, Project, sides};
use migrate_syntax::Models;

use super::{Edit, apply, project};

/// A place for what commands remember, and the history that they read.
fn commands(project: &Project, name: &str) -> (Kept, Vec<(PathBuf, Vec<u8>)>, Graph) {
    let folder = project.root.join(name);
    fs::create_dir_all(&folder).unwrap();
    let texts = dir::texts(&project.migrations).unwrap();
    let graph = Graph::new(dir::parse(&texts).unwrap()).unwrap();
    let mut kept = Kept::open(&folder).unwrap();
    kept.memory.keep(b"question".to_vec(), b"answer".to_vec());
    (kept, texts, graph)
}

/// The models as a command reads them that wants all of them.
pub(super) fn models_again(project: &Project) -> Result<Vec<u8>, Vec<Finding>> {
    let (mut kept, texts, graph) = commands(project, "whole");
    let sides = sides::whole(project, &graph, &mut kept)?;
    let models = encode(&sides.models);
    sides.keep(&texts, &[], &mut kept);
    assert_eq!(kept.save().len(), 2);
    Ok(models)
}

/// The models as a command reads them that remembers nothing itself, from what others have remembered in `name`.
pub(super) fn models_looked_up(project: &Project, name: &str) -> Result<Vec<u8>, Vec<Finding>> {
    let mut kept = Kept::open(&project.root.join(name)).unwrap();
    sides::models(project, &mut kept).map(|models| encode(&models))
}

pub(super) fn models(project: &Project) -> Result<Vec<u8>, Vec<Finding>> {
    migrate_build::models::read(project).map(|found| encode(&found.models))
}

/// What a command would write of each dialect: the ops, and the statements both ways and for a live database.
pub(super) type Written = Vec<(Vec<Op>, String)>;

fn written(models: &Models, before: &[Before]) -> Result<Written, Vec<Error>> {
    let mut all = Vec::new();
    for Before { dialect, schema, .. } in before {
        let (next, hints) = (models.schema(*dialect), models.hints(*dialect));
        let ops = autogenerate(*dialect, schema, &next, &hints)?;
        let mut after = schema.clone();
        op::apply(&mut after, &ops, dialect.capability());
        let up = dialect::render(*dialect, &ops, schema);
        let online = dialect::online(*dialect, &ops, schema);
        let down = dialect::render(*dialect, &op::reverse(&ops), &after);
        all.push((ops, format!("{up:#?}{online:#?}{down:#?}")));
    }
    Ok(all)
}

fn ops(written: &Written) -> Vec<&[Op]> {
    written.iter().map(|(ops, _)| &ops[..]).collect()
}

/// As the command line does it, in a place of its own; and whether parts told it.
pub(super) fn written_again(project: &Project) -> (Result<Written, String>, bool) {
    let (mut kept, texts, graph) = commands(project, "commands");
    let some = sides::again(project, (&texts, &graph), &mut kept);
    let told = some.and_then(|sides| {
        let written = written(&sides.models, &sides.before).ok()?;
        sides.tell(&ops(&written)).then_some((sides, written))
    });
    let is_part = told.is_some();
    let whole = || -> Result<_, String> {
        let sides = sides::whole(project, &graph, &mut kept).map_err(|e| format!("{e:?}"))?;
        let written = written(&sides.models, &sides.before).map_err(|e| format!("{e:?}"))?;
        Ok((sides, written))
    };
    let (sides, written) = match told.map_or_else(whole, Ok) {
        Ok(found) => found,
        Err(told) => return (Err(told), false),
    };
    sides.keep(&texts, &ops(&written), &mut kept);
    assert_eq!(kept.save().len(), 2);
    (Ok(written), is_part)
}

pub(super) fn written_once(project: &Project) -> Result<Written, String> {
    let graph = migrate_build::history::read(project).unwrap();
    let found = migrate_build::models::read(project).map_err(|e| format!("{e:?}"))?;
    let before = replayed(project, &graph, &mut Forgetful);
    written(&found.models, &before).map_err(|e| format!("{e:?}"))
}

/// The edits after which a command compares no more than they touch, and those after which it compares everything.
#[test]
fn a_command_costs_what_an_edit_touches() {
    let cases: [(&[Edit], bool); 9] = [
        (&[Edit::Table(0, 0b1)], true),
        (&[Edit::Table(0, 0b10_0001)], true),
        (&[Edit::Table(0, 0b1), Edit::Table(2, 0)], true),
        (&[Edit::Money(1)], true),
        (&[Edit::Revision(1, 0)], true),
        (&[Edit::Revision(1, 3)], false),
        (&[Edit::Types(0)], false),
        (&[Edit::NoTable(1)], false),
        (&[Edit::Dialects(false)], false),
    ];
    for (edits, is_part) in cases {
        let folder = tempfile::tempdir().unwrap();
        let project = project(folder.path());
        let mut revisions = 0;
        // An enum that the history does not have would have everything compared.
        apply(folder.path(), &Edit::Types(16), &mut revisions);
        assert!(!written_again(&project).1);
        for edit in edits {
            apply(folder.path(), edit, &mut revisions);
        }
        let project = Project::read(folder.path()).unwrap();
        assert_eq!(written_again(&project).1, is_part, "{edits:?}");
    }
}
