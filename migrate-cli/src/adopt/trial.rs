//! Models for what was chosen, written and read back until what they make is exactly what the database holds; what
//! cannot be brought to that is refused, with the reason.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use migrate::autogenerate::keep;
use migrate::diff::{self, Hints};
use migrate::op::{self, Op};
use migrate::schema::{Domain, Name, Schema, Subject, Table, Type};
use migrate_build::{Finding, Project};
use migrate_syntax::write::{Added, Own, Writer, module};
use migrate_syntax::{Models, edit};

use super::{Holding, files};
use crate::database::Open;
use crate::failure::Result;
use crate::workspace::Place;
use crate::{models, state};

/// What came out.
pub(super) struct Trial {
    pub(super) holding: Holding,
    /// The files to write, with their whole text.
    pub(super) texts: BTreeMap<PathBuf, String>,
    /// What cannot become ours, and why.
    pub(super) refused: Vec<(String, String)>,
}

impl Trial {
    pub(super) fn run(place: &Place, open: &mut Open, holding: Holding) -> Result<Trial> {
        let project = Project { dialects: vec![holding.dialect], ..place.project()?.clone() };
        let models = migrate_build::models::read(&project).map_err(models::failure)?.models;
        let alone =
            place.project()?.dialects.iter().all(|one| one.name() == holding.dialect.name());
        let mut attempt = Attempt {
            project: &project,
            models: &models,
            alone,
            exact: BTreeSet::new(),
            worded: BTreeSet::new(),
            trial: Trial { holding, texts: BTreeMap::new(), refused: Vec::new() },
        };
        attempt.refuse_strays();
        while !attempt.trial.holding.chosen.subjects.is_empty() {
            attempt.write()?;
            match migrate_build::models::read_with(&project, &attempt.trial.texts) {
                Ok(found) => {
                    if attempt.compare(open, &found.models)? {
                        break;
                    }
                }
                Err(findings) => attempt.give_way(findings)?,
            }
            attempt.refuse_strays();
        }
        if attempt.trial.holding.chosen.subjects.is_empty() {
            attempt.trial.texts.clear();
        }
        Ok(attempt.trial)
    }

    /// The part of the database that becomes ours beside the models: tables whole, for what models cannot say of them.
    pub(super) fn found(&self) -> Schema {
        let mut found = self.holding.chosen.rest.clone();
        for subject in &self.holding.chosen.subjects {
            if let Subject::Table(name) = subject
                && let Some(table) = self.holding.live.tables.get(name)
            {
                found.tables.insert(name.clone(), table.clone());
            }
        }
        found.enums.clone_from(&self.holding.live.enums);
        found
    }
}

struct Attempt<'a> {
    project: &'a Project,
    models: &'a Models,
    alone: bool,
    exact: BTreeSet<Name>,
    /// Domains for which there is no struct that says them, so that columns say their names.
    worded: BTreeSet<Name>,
    trial: Trial,
}

impl Attempt<'_> {
    fn refuse(&mut self, subject: &Subject, why: impl Into<String>) {
        let holding = &mut self.trial.holding;
        if holding.chosen.subjects.remove(subject) {
            holding.alone.subjects.insert(subject.clone());
            self.trial.refused.push((subject.to_string(), why.into()));
        }
    }

    /// The tables that are ours now or will be.
    fn modelled(&self) -> BTreeSet<Name> {
        let chosen = &self.trial.holding.chosen;
        let new = chosen.subjects.iter().filter_map(|subject| match subject {
            Subject::Table(name) => Some(name.clone()),
            _ => None,
        });
        let handmade = chosen.rest.tables.values().filter(|table| table.is_handmade());
        let ours = self.trial.holding.history.tables.keys().cloned();
        ours.chain(new).chain(handmade.map(|table| table.name.clone())).collect()
    }

    /// A table that does not become ours, and what can be done about that.
    fn left_alone(&self, other: &Name) -> String {
        let table = Subject::Table(other.clone()).to_string();
        let refused = self.trial.refused.iter().any(|(what, _)| *what == table);
        let advice = if refused { "" } else { "; name that too" };
        format!("`{other}`, which is left alone{advice}")
    }

    /// Leaves alone what stands on something that is left alone: elsewhere it would not be there.
    fn refuse_strays(&mut self) {
        loop {
            let ours = self.modelled();
            let holding = &self.trial.holding;
            let stray = holding.chosen.subjects.iter().find_map(|subject| {
                let (Subject::Table(name) | Subject::Constraint(name, _)) = subject else {
                    return None;
                };
                let table = holding.live.tables.get(name)?;
                let mut keys = table.foreign_keys.iter().filter(|key| match subject {
                    Subject::Constraint(_, own) => key.name.as_ref() == Some(own),
                    _ => true,
                });
                let other = keys.find(|key| !ours.contains(&key.table))?.table.clone();
                Some((subject.clone(), other))
            });
            if let Some((subject, other)) = stray {
                let why = format!("it refers to {}", self.left_alone(&other));
                self.refuse(&subject, why);
                continue;
            }
            let known = |name: &Name| {
                ours.contains(name)
                    || holding.history.views.contains_key(name)
                    || holding.chosen.rest.views.contains_key(name)
            };
            let blind = holding.chosen.rest.views.values().find_map(|view| {
                let (other, _) = view.reads.iter().find(|(name, _)| !known(name))?;
                Some((view.name.clone(), other.clone()))
            });
            let Some((view, other)) = blind else { break };
            self.trial.holding.chosen.rest.views.remove(&view);
            let why = format!("it reads {}", self.left_alone(&other));
            self.trial.refused.push((format!("view `{view}`"), why));
        }
        let ours = self.modelled();
        let rest = &mut self.trial.holding.chosen.rest;
        rest.tables.retain(|name, table| table.is_handmade() || ours.contains(name));
    }

    /// The names of the Rust enums: those that there are, and those to be.
    fn enums(&self) -> BTreeMap<Name, (String, String)> {
        let mut enums: BTreeMap<Name, (String, String)> = self
            .models
            .enums()
            .iter()
            .map(|one| {
                let module = migrate_syntax::module_of(&one.place.path);
                (one.value.name.clone(), (one.rust_name.clone(), module))
            })
            .collect();
        for table in self.tables() {
            for column in &table.columns {
                let Type::Named(name) = column.ty.element() else { continue };
                if self.trial.holding.live.enums.contains_key(name) && !enums.contains_key(name) {
                    let ident = migrate_syntax::write::structure(name);
                    enums.insert(name.clone(), (ident, self.module_of(&table.name)));
                }
            }
        }
        enums
    }

    /// The structs of domains: those that there are, and those to be.
    fn domains(&self) -> BTreeMap<Name, (String, String)> {
        let of_model = |one: &migrate_syntax::Domain| {
            let module = migrate_syntax::module_of(&one.place.path);
            (one.name.clone(), (one.rust_name.clone(), module))
        };
        let mut domains: BTreeMap<Name, (String, String)> =
            self.models.domains().iter().map(of_model).collect();
        for table in self.tables() {
            for column in &table.columns {
                let Type::Named(name) = column.ty.element() else { continue };
                let found = self.trial.holding.live.domains.get(name);
                let can_be_said = |domain: &&Domain| {
                    !self.worded.contains(name) && domain.checks.iter().all(|one| !one.not_valid)
                };
                if found.filter(can_be_said).is_some() && !domains.contains_key(name) {
                    let ident = migrate_syntax::write::structure(name);
                    domains.insert(name.clone(), (ident, self.module_of(&table.name)));
                }
            }
        }
        domains
    }

    /// The domains whose structs are to stand in a module.
    fn domains_of<'m>(
        &'m self,
        domains: &'m BTreeMap<Name, (String, String)>,
        module: &'m str,
    ) -> impl Iterator<Item = &'m Domain> {
        let is_new = |name: &Name| !self.models.domains().iter().any(|one| one.name == *name);
        let of_it = domains.iter().filter(move |(name, of)| of.1 == module && is_new(name));
        of_it.filter_map(|(name, _)| self.trial.holding.live.domains.get(name))
    }

    /// The tables that get a model of their own, then those that get more columns.
    fn tables(&self) -> Vec<&Table> {
        let holding = &self.trial.holding;
        let named = |subject: &Subject| match subject {
            Subject::Table(name) => holding.live.tables.get(name),
            _ => None,
        };
        holding.chosen.subjects.iter().filter_map(named).collect()
    }

    fn path(&self, table: &Name) -> PathBuf {
        self.project.models.join(module(table)).join("table.rs")
    }

    fn module_of(&self, table: &Name) -> String {
        migrate_syntax::module_of(&self.path(table))
    }

    /// The texts of all files for what is chosen now.
    fn write(&mut self) -> Result<()> {
        let holding = &self.trial.holding;
        let writer = Writer {
            dialect: holding.dialect,
            schema: &holding.live,
            alone: self.alone,
            moments: files::moments(self.project),
            modelled: self.modelled(),
            enums: self.enums(),
            domains: self.domains(),
            exact: self.exact.clone(),
        };
        let mut texts = BTreeMap::new();
        let mut refused = Vec::new();
        for table in self.tables() {
            let module = self.module_of(&table.name);
            let of_it = |(name, of): &(&Name, &(String, String))| {
                of.1 == module && !self.models.enums().iter().any(|one| one.value.name == **name)
            };
            let enums = writer.enums.iter().filter(of_it);
            let enums: Vec<_> =
                enums.filter_map(|(name, _)| holding.live.enums.get(name)).collect();
            let path = self.path(&table.name);
            if path.exists() {
                let why =
                    format!("there is a file `{}` already", self.project.shown(&path).display());
                refused.push((Subject::Table(table.name.clone()), why));
                continue;
            }
            let domains = self.domains_of(&writer.domains, &module).collect();
            texts.insert(path, writer.file(table, &Own { enums, domains }));
        }
        for (name, added) in self.added() {
            let model = self.models.tables().iter().find(|model| model.name == name);
            let (Some(table), Some(model)) = (holding.live.tables.get(&name), model) else {
                let all = holding.chosen.subjects.iter().filter(|one| owner(one) == &name);
                refused.extend(
                    all.map(|one| (one.clone(), "no model describes its table".to_owned())),
                );
                continue;
            };
            let addition = writer.addition(table, &added);
            let path = self.project.workspace.join(&model.place.path);
            let text = std::fs::read_to_string(&path)?;
            match edit::add(&text, &model.rust_name, &addition) {
                Some(text) => drop(texts.insert(path, text)),
                None => {
                    let paste = [addition.attributes, addition.fields].concat().join("\n");
                    let all = holding.chosen.subjects.iter().filter(|one| owner(one) == &name);
                    let why = format!("its struct cannot be changed here; paste\n{paste}");
                    refused.extend(all.map(|one| (one.clone(), why.clone())));
                }
            }
        }
        refused.iter().for_each(|(subject, why)| self.refuse(subject, why));
        self.trial.texts = texts;
        Ok(())
    }

    /// The parts that are added to tables that are ours.
    fn added(&self) -> BTreeMap<Name, Added> {
        let mut all: BTreeMap<Name, Added> = BTreeMap::new();
        for subject in &self.trial.holding.chosen.subjects {
            let mut of = |table: &Name| {
                let model = self.models.tables().iter().find(|model| model.name == *table);
                let columns = model.map(|model| model.columns.as_slice()).unwrap_or_default();
                let taken = columns.iter().map(|column| column.rust_name.clone()).collect();
                let added = all.entry(table.clone()).or_default();
                added.taken = taken;
            };
            match subject {
                Subject::Column(table, _)
                | Subject::Index(table, _)
                | Subject::Constraint(table, _) => {
                    of(table);
                }
                Subject::Table(_)
                | Subject::Enum(_)
                | Subject::Domain(_)
                | Subject::Sequence(_)
                | Subject::Extension(_) => {}
            }
            match subject {
                Subject::Column(table, name) => {
                    all.entry(table.clone()).or_default().columns.insert(name.clone());
                }
                Subject::Index(table, name) => {
                    all.entry(table.clone()).or_default().indexes.insert(name.clone());
                }
                Subject::Constraint(table, name) => {
                    all.entry(table.clone()).or_default().constraints.insert(name.clone());
                }
                Subject::Table(_)
                | Subject::Enum(_)
                | Subject::Domain(_)
                | Subject::Sequence(_)
                | Subject::Extension(_) => {}
            }
        }
        all
    }

    /// What is wrong with the files that were written is wrong with what they are for.
    fn give_way(&mut self, findings: Vec<Finding>) -> Result<()> {
        let mut found = Vec::new();
        for subject in &self.trial.holding.chosen.subjects {
            let model = self.models.tables().iter().find(|model| &model.name == owner(subject));
            let path = match (subject, model) {
                (Subject::Table(name), _) => self.path(name),
                (_, Some(model)) => self.project.workspace.join(&model.place.path),
                (_, None) => continue,
            };
            let path = self.project.shown(&path);
            if let Some(finding) = findings.iter().find(|one| one.path.as_deref() == Some(path)) {
                found.push((subject.clone(), finding.message.clone()));
            }
        }
        if found.is_empty() {
            return Err(models::failure(findings));
        }
        for (subject, why) in found {
            match &subject {
                Subject::Table(name) if self.word_domains(name) => {}
                Subject::Table(name) if self.exact.insert(name.clone()) => {}
                _ => self.refuse(&subject, why),
            }
        }
        Ok(())
    }

    /// Whether the file of a table has domains, of which columns say the names from here on.
    fn word_domains(&mut self, table: &Name) -> bool {
        let domains = self.domains();
        let module = self.module_of(table);
        let found: Vec<Name> =
            self.domains_of(&domains, &module).map(|domain| domain.name.clone()).collect();
        let had = self.worded.len();
        self.worded.extend(found);
        self.worded.len() > had
    }

    /// Whether the models, as the server tells them, are what it holds; what is not is refused.
    fn compare(&mut self, open: &mut Open, models: &Models) -> Result<bool> {
        let holding = &self.trial.holding;
        let mut next = holding.dialect.lower(&models.schema(holding.dialect));
        let mut base = holding.live.clone();
        let ours = self.modelled();
        base.tables.retain(|name, _| ours.contains(name));
        let known = |name: &Name| {
            holding.history.views.contains_key(name) || holding.chosen.rest.views.contains_key(name)
        };
        base.views.retain(|name, _| known(name));
        base.functions.retain(|name, _| {
            holding.history.functions.contains_key(name)
                || holding.chosen.rest.functions.contains_key(name)
        });
        next.carry_unmodelled(&base);
        keep(&mut next, &base, &holding.alone.subjects);
        let next = state::as_the_server_says(&mut open.connection, &next)?;
        let hints = Hints { drop_and_add: true, ..Hints::default() };
        let ops = diff::diff(&base, &next, &hints, holding.dialect)?;
        let said = self.domains();
        let otherwise: Vec<Name> = ops
            .iter()
            .filter_map(domain_of)
            .filter(|name| said.contains_key(name) && !self.worded.contains(name))
            .collect();
        if !otherwise.is_empty() {
            self.worded.extend(otherwise);
            return Ok(false);
        }
        let mut wrong = Vec::new();
        for subject in &holding.chosen.subjects {
            if let Some(op) = ops.iter().find(|op| touches(op, subject)) {
                wrong.push((
                    subject.clone(),
                    format!("models cannot say it as it is: {}", op::describe(op)),
                ));
            }
        }
        let same = wrong.is_empty();
        for (subject, why) in wrong {
            match &subject {
                Subject::Table(name) if self.exact.insert(name.clone()) => {}
                _ => self.refuse(&subject, why),
            }
        }
        Ok(same)
    }
}

/// The domain that an op makes, drops or changes.
fn domain_of(op: &Op) -> Option<Name> {
    match op {
        Op::CreateDomain(domain) | Op::DropDomain(domain) => Some(domain.name.clone()),
        Op::AlterDomain { next, .. } => Some(next.name.clone()),
        _ => None,
    }
}

/// The table that something is part of.
fn owner(subject: &Subject) -> &Name {
    match subject {
        Subject::Table(name)
        | Subject::Enum(name)
        | Subject::Domain(name)
        | Subject::Sequence(name)
        | Subject::Extension(name)
        | Subject::Column(name, _)
        | Subject::Index(name, _)
        | Subject::Constraint(name, _) => name,
    }
}

/// Whether an op that would be needed says that `subject` is not as it should be.
fn touches(op: &Op, subject: &Subject) -> bool {
    op::subject(op).is_some_and(|table| table == owner(subject))
}
