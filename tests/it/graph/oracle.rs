//! What Alembic did with 940 graphs, and that we do the same, or better where we said so. Not a test of Alembic's order,
//! which is its own.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use migrate::graph::{Edges, Graph, Range, Target};
use migrate::plan::{self, Step};
use migrate::revision::{Direction, Revision};
use serde_json::Value;

/// Where we do not what Alembic did: why, and the names of the cases.
const DEVIATIONS: &[(&str, &[&str])] = &[
    (
        "steps down from several heads name them and ask which; Alembic warns and takes the first row that it reads",
        &[
            "branch down -1 from b2bbbbbb+c2cccccc",
            "branch down -1 from c2cccccc+b2bbbbbb",
            "branch down -2 from b2bbbbbb+c2cccccc",
            "branch down -2 from c2cccccc+b2bbbbbb",
            "branch down -3 from b2bbbbbb+c2cccccc",
            "branch down -3 from c2cccccc+b2bbbbbb",
            "diamond down -1 from b1bbbbbb+c1cccccc",
            "labels down -1 from a3aaaaaa+n3nnnnnn",
            "rand-s1-g141-4",
            "rand-s1-g58-7",
        ],
    ),
    (
        "the last step down undoes a merge alone; Alembic calls it an ambiguous walk",
        &[
            "diamond down -1 from d1dddddd",
            "diamond down -2 from e1eeeeee",
            "merge with ancestor down -1",
            "octopus down -1",
            "rand-s1-g63-1",
        ],
    ),
    (
        "`label@head` and `label@heads` mean the heads of that branch for a downgrade too; Alembic forgets the branch",
        &["rand-s1-g105-2", "rand-s1-g133-3", "rand-s1-g138-2", "rand-s1-g32-7"],
    ),
    (
        "`label@heads` reaches all heads of the branch although one depends on another; Alembic says that they overlap",
        &["rand-s1-g54-3"],
    ),
    (
        "a database that holds an unknown revision can be stamped, and be taken down to the base with the SQL that the \
         history keeps; Alembic refuses every command",
        &["current unknown, downgrade", "stamp when current unknown"],
    ),
    (
        "`show rev@-1` counts down from the heads above any revision; Alembic does so for labels and shows nothing for \
         other revisions",
        &["show b1bbbbbb@-1 current=base", "rand-s1-g117-1", "rand-s1-g98-2"],
    ),
    (
        "`current` may stand at both ends of a range; Alembic replaces only one of them",
        &["rand-s1-g82-5"],
    ),
];

#[test]
fn every_case_is_answered_as_alembic_did_or_better() {
    let mut differences = BTreeMap::new();
    let cases = cases();
    assert!(cases.len() >= 940);
    for case in &cases {
        let case = Case::read(case);
        if let Err(difference) = case.judge() {
            let line = format!(
                "{} {} from {:?} in {}: {difference}",
                case.command,
                case.target,
                case.current,
                case.graph()
            );
            assert!(
                differences.insert(case.name.clone(), line).is_none(),
                "two cases are called {}",
                case.name
            );
        }
    }
    let listed: BTreeSet<&str> =
        DEVIATIONS.iter().flat_map(|(_, names)| names.iter().copied()).collect();
    let unlisted: Vec<String> = differences
        .iter()
        .filter(|(name, _)| !listed.contains(name.as_str()))
        .map(|(name, difference)| format!("{name}: {difference}"))
        .collect();
    assert!(
        unlisted.is_empty(),
        "{} cases differ without a reason:\n{}",
        unlisted.len(),
        unlisted.join("\n")
    );
    let kept: Vec<&&str> = listed.iter().filter(|name| !differences.contains_key(**name)).collect();
    assert!(kept.is_empty(), "these deviations are none: {kept:?}");
}

/// The cases beside the workspace where there are any, which may be more than those that it holds.
pub(super) fn cases() -> Vec<Value> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let beside = here.join("../../shared/oracle/graph_cases.json");
    let path: PathBuf =
        if beside.exists() { beside } else { here.join("it/cases/graph/oracle.json") };
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).expect("the cases are JSON")
}

/// One case: a graph, what is applied, what is asked, and what Alembic made of it.
pub(super) struct Case {
    pub(super) name: String,
    pub(super) revisions: Vec<Revision>,
    pub(super) current: Vec<String>,
    pub(super) command: String,
    pub(super) target: String,
    plan: Vec<String>,
    final_heads: BTreeSet<String>,
    error_kind: Option<String>,
}

impl Case {
    pub(super) fn read(case: &Value) -> Case {
        let text = |key: &str| case[key].as_str().unwrap_or_default().to_owned();
        let revisions =
            case["revisions"].as_array().expect("a case has revisions").iter().enumerate().map(
                |(number, revision)| Revision {
                    id: revision["id"].as_str().expect("a revision has an id").to_owned(),
                    revises: list(&revision["down"]),
                    labels: list(&revision["labels"]),
                    depends_on: list(&revision["depends_on"]),
                    created: format!("2025-01-01 00:{:02}:{:02} UTC", number / 60, number % 60),
                    ..Revision::default()
                },
            );
        Case {
            name: text("name"),
            revisions: revisions.collect(),
            current: list(&case["current"]),
            command: text("command"),
            target: text("target"),
            plan: list(&case["plan"]),
            final_heads: list(&case["final_heads"]).into_iter().collect(),
            error_kind: case["error_kind"].as_str().map(str::to_owned),
        }
    }

    fn judge(&self) -> Result<(), String> {
        let answer = match Graph::new(self.revisions.clone()) {
            Ok(graph) => self.answer(&graph),
            Err(errors) => Err(errors[0].to_string()),
        };
        match (self.error_kind.as_deref(), answer) {
            (Some("command"), Err(_)) | (Some("crash" | "apply-crash" | "load-crash"), _) => Ok(()),
            (Some("command"), Ok(_)) => Err("Alembic refuses it, we do not".to_owned()),
            (None, Ok(compared)) => compared,
            (None, Err(error)) => {
                Err(format!("we refuse it, Alembic does {:?}: {error}", self.plan))
            }
            (Some(other), _) => Err(format!("unknown error kind `{other}`")),
        }
    }

    /// What we do, and whether it is right in itself and the same as Alembic's.
    fn answer(&self, graph: &Graph) -> Result<Result<(), String>, String> {
        let applied = self.applied(graph);
        let target = || self.target.parse::<Target>().map_err(|error| error.to_string());
        let fail = |error: migrate::Error| error.to_string();
        match self.command.as_str() {
            "upgrade" => {
                let steps = plan::upgrade(graph, &applied, &target()?).map_err(fail)?;
                Ok(self.ran(graph, applied, &steps))
            }
            "downgrade" => {
                let steps = plan::downgrade(graph, &applied, &target()?).map_err(fail)?;
                Ok(self.ran(graph, applied, &steps))
            }
            "stamp" => {
                let targets: Result<Vec<Target>, _> =
                    self.target.split(' ').map(str::parse).collect();
                let stamp =
                    plan::stamp(graph, &applied, &targets.map_err(fail)?, false).map_err(fail)?;
                Ok(self.ended(graph, &stamp.applied))
            }
            "history" => {
                let text = if self.target.is_empty() { ":" } else { &self.target };
                let range: Range = text.parse().map_err(fail)?;
                let shown = plan::history(graph, &applied, &range).map_err(fail)?;
                Ok(self.shown(shown.iter().map(|revision| revision.id.clone())))
            }
            "show" => {
                let shown = plan::show(graph, &applied, &target()?).map_err(fail)?;
                Ok(self.shown(shown.iter().map(|revision| revision.id.clone())))
            }
            other => Err(format!("no command `{other}`")),
        }
    }

    pub(super) fn applied(&self, graph: &Graph) -> BTreeSet<String> {
        let below = self.current.iter().flat_map(|id| graph.ancestors(id, Edges::All));
        below.map(|revision| revision.id.clone()).chain(self.current.iter().cloned()).collect()
    }

    fn ran(
        &self,
        graph: &Graph,
        mut applied: BTreeSet<String>,
        steps: &[Step],
    ) -> Result<(), String> {
        for step in steps {
            take(graph, &mut applied, step)?;
        }
        let ours: BTreeSet<&String> = steps.iter().map(|step| &step.revision).collect();
        let theirs: BTreeSet<&String> = self.plan.iter().collect();
        if ours == theirs {
            self.ended(graph, &applied)
        } else {
            Err(format!("we run {ours:?}, Alembic {theirs:?}"))
        }
    }

    fn ended(&self, graph: &Graph, applied: &BTreeSet<String>) -> Result<(), String> {
        let heads: BTreeSet<String> =
            plan::current(graph, applied).iter().map(|head| head.id.clone()).collect();
        if heads == self.final_heads || redundant(graph) {
            return Ok(());
        }
        Err(format!("we end at {heads:?}, Alembic at {:?}", self.final_heads))
    }

    fn shown(&self, shown: impl Iterator<Item = String>) -> Result<(), String> {
        let ours: BTreeSet<String> = shown.collect();
        let theirs: BTreeSet<String> = self.plan.iter().cloned().collect();
        if ours == theirs { Ok(()) } else { Err(format!("we show {ours:?}, Alembic {theirs:?}")) }
    }

    fn graph(&self) -> String {
        let each = self.revisions.iter().map(|revision| {
            let Revision { id, revises, labels, depends_on, .. } = revision;
            format!("{id}{labels:?} <- {revises:?} after {depends_on:?}")
                .replace('"', "")
                .replace("[]", "")
        });
        each.collect::<Vec<_>>().join("; ")
    }
}

/// Takes a step, if what is applied allows it.
pub(super) fn take(
    graph: &Graph,
    applied: &mut BTreeSet<String>,
    step: &Step,
) -> Result<(), String> {
    let id = &step.revision;
    let around = match step.direction {
        Direction::Up => [graph.parents(id), graph.dependencies(id)].concat(),
        Direction::Down => [graph.children(id), graph.dependents(id)].concat(),
    };
    let wanted = step.direction == Direction::Up;
    if let Some(wrong) = around.iter().find(|other| applied.contains(&other.id) != wanted) {
        return Err(format!("{} {id} stands wrong beside {}", step.direction.word(), wrong.id));
    }
    let changed = if wanted { applied.insert(id.clone()) } else { applied.remove(id) };
    if changed { Ok(()) } else { Err(format!("{} {id} changes nothing", step.direction.word())) }
}

/// Whether a parent or dependency is an ancestor of another.
fn redundant(graph: &Graph) -> bool {
    graph.iter().any(|revision| {
        let below = [graph.parents(&revision.id), graph.dependencies(&revision.id)].concat();
        let further: BTreeSet<&str> = below
            .iter()
            .flat_map(|other| graph.ancestors(&other.id, Edges::All))
            .map(|revision| revision.id.as_str())
            .collect();
        let ids: BTreeSet<&str> = below.iter().map(|other| other.id.as_str()).collect();
        ids.len() < below.len() || ids.iter().any(|id| further.contains(id))
    })
}

fn list(value: &Value) -> Vec<String> {
    value
        .as_array()
        .map(|items| items.iter().filter_map(Value::as_str).map(str::to_owned).collect())
        .unwrap_or_default()
}
