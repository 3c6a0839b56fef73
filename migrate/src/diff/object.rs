//! What is no table and no view: namespaces, extensions, enums, domains, sequences, functions.

use std::collections::{BTreeMap, BTreeSet};

use crate::diff::order::Stages;
use crate::diff::{States, enums};
use crate::error::Error;
use crate::op::Op;
use crate::schema::{Domain, Name, Schema};

pub(super) fn compare(states: &States<'_>, stages: &mut Stages, errors: &mut Vec<Error>) {
    let (base, next) = (states.base, states.next);
    containers(states, stages);
    enums::compare(states, stages);
    for name in keys(&base.domains, &next.domains) {
        match (base.domains.get(name), next.domains.get(name)) {
            (None, Some(next)) => stages.create_types.push(Op::CreateDomain(next.clone())),
            (Some(previous), None) => stages.drop_types.push(Op::DropDomain(previous.clone())),
            (Some(previous), Some(next)) if !previous.says_the_same(next) => {
                domain(previous, next, stages, errors)
            }
            (Some(_), Some(_)) | (None, None) => {}
        }
    }
    for name in keys(&base.sequences, &next.sequences) {
        match (base.sequences.get(name), next.sequences.get(name)) {
            (None, Some(next)) => stages.create_types.push(Op::CreateSequence(next.clone())),
            (Some(previous), None) => stages.drop_types.push(Op::DropSequence(previous.clone())),
            (Some(previous), Some(next)) if previous != next => {
                stages
                    .create_types
                    .push(Op::AlterSequence { previous: previous.clone(), next: next.clone() });
            }
            (Some(_), Some(_)) | (None, None) => {}
        }
    }
    functions(base, next, stages);
}

fn containers(states: &States<'_>, stages: &mut Stages) {
    let (base, next) = (states.base, states.next);
    // what a rename brings to a namespace says nothing of the namespace being there
    let hints = states.hints;
    let here = namespaces(base, |name| {
        !hints.tables.contains_key(name) && !hints.enums.contains_key(name)
    });
    for name in namespaces(next, |_| true).difference(&here) {
        stages.create_containers.push(Op::CreateNamespace((*name).clone()));
    }
    for name in base.namespaces.difference(&next.namespaces) {
        stages.drop_containers.push(Op::DropNamespace(name.clone()));
    }
    for name in keys(&base.extensions, &next.extensions) {
        match (base.extensions.get(name), next.extensions.get(name)) {
            (None, Some(namespace)) => {
                stages
                    .create_containers
                    .push(Op::CreateExtension { name: name.clone(), namespace: namespace.clone() });
            }
            (Some(namespace), None) => {
                stages
                    .drop_containers
                    .push(Op::DropExtension { name: name.clone(), namespace: namespace.clone() });
            }
            // where an extension lives is the installer's choice
            (Some(_), Some(_)) | (None, None) => {}
        }
    }
}

fn domain(previous: &Domain, next: &Domain, stages: &mut Stages, errors: &mut Vec<Error>) {
    if previous.ty == next.ty && previous.collation == next.collation {
        stages
            .create_types
            .push(Op::AlterDomain { previous: previous.clone(), next: next.clone() });
    } else {
        errors.push(
            Error::unsupported(format!("domain `{}` cannot change the type below it in place", next.name)).with_hint(
                "give the new domain another name, and its columns the new type in a revision of their own",
            ),
        );
    }
}

fn functions(base: &Schema, next: &Schema, stages: &mut Stages) {
    for name in keys(&base.functions, &next.functions) {
        match (base.functions.get(name), next.functions.get(name)) {
            (None, Some(next)) => stages.create_functions.push(next.clone()),
            (Some(previous), None) => stages.drop_functions.push(previous.clone()),
            (Some(previous), Some(next)) if previous != next => {
                stages
                    .replace_functions
                    .push(Op::ReplaceFunction { previous: previous.clone(), next: next.clone() });
            }
            (Some(_), Some(_)) | (None, None) => {}
        }
    }
}

/// The keys of both, in order, each once.
pub(super) fn keys<'a, K: Ord, V>(
    one: &'a BTreeMap<K, V>,
    other: &'a BTreeMap<K, V>,
) -> BTreeSet<&'a K> {
    one.keys().chain(other.keys()).collect()
}

/// The namespaces that are told, and those that tables and types of which that `counts` say they live in.
fn namespaces(schema: &Schema, counts: impl Fn(&Name) -> bool) -> BTreeSet<&String> {
    let names = schema.tables.keys().chain(schema.enums.keys()).filter(|name| counts(name));
    schema.namespaces.iter().chain(names.filter_map(|name| name.namespace.as_ref())).collect()
}

/// The tables that hold a column of that type, by name.
pub(super) fn tables_with<'a>(
    schema: &'a Schema,
    ty: &'a Name,
) -> impl Iterator<Item = &'a crate::schema::Table> {
    schema.tables.values().filter(move |table| {
        table
            .columns
            .iter()
            .any(|column| *column.ty.element() == crate::schema::Type::Named(ty.clone()))
    })
}
