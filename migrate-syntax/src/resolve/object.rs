//! What stands beside the tables: domains, and the extensions and sequences that tables ask for.

use std::collections::BTreeMap;

use migrate::schema::{Name, Sequence, SequenceOptions, Subject, Type, name};
use migrate_attr::item::type_span;
use migrate_attr::key::Condition;
use migrate_attr::object;
use migrate_attr::value::{Words, valid_identifier};
use proc_macro2::Span;
use syn::ext::IdentExt;

use super::{Context, default, named};
use crate::declare::World;
use crate::model::{self, Default, Domain, Models};
use crate::ty::{self, Rust};

/// The name of one of the domains that were declared.
pub(super) fn domain_name(world: &World, index: usize) -> Option<Name> {
    let found = world.domains.get(index)?;
    Some(named(&found.attr.name, &found.ident, &found.attr.schema))
}

/// All domains.
pub(super) fn domains(context: &mut Context<'_>, parts: &mut [Models]) {
    let mut seen: BTreeMap<Name, (usize, Span)> = BTreeMap::new();
    for (index, found) in context.world.domains.iter().enumerate() {
        context.begin(found.file);
        let Some(name) = domain_name(context.world, index) else { continue };
        let span = found.attr.name.as_ref().map_or_else(|| found.ident.span(), |name| name.span);
        valid_identifier(&name.name, span, &mut context.report);
        let enums = context.world.enums.iter();
        let enums = enums.map(|one| (super::enum_name(one), (one.file, one.ident.span())));
        let other = enums.chain(seen.clone()).find(|(other, _)| *other == name);
        if let Some((_, (file, other))) = other {
            let place = context.place(file, other);
            context.report.error(
                span,
                format!("two types are called `{name}`; the other is at {place}"),
                "give one of them another `#[domain(name = \"…\")]`",
            );
            continue;
        }
        seen.insert(name.clone(), (found.file, span));
        context.mark(Subject::Domain(name.clone()), found.file, found.ident.span());
        let domain = domain(found, name, context);
        if let Some(part) = parts.get_mut(found.file) {
            part.domains.extend(domain);
        }
    }
}

fn domain(
    found: &migrate_attr::domain::Domain,
    name: Name,
    context: &mut Context<'_>,
) -> Option<Domain> {
    let attr = &found.attr;
    let raw = attr.ty.as_ref().map(|ty| ty.value.clone()).unwrap_or_default();
    let (rust, nullable) = ty::column(context.world, found.module, &found.ty);
    let span = type_span(&found.ty).unwrap_or_else(|| found.ident.span());
    let plain = match &rust {
        Rust::Type(ty) => Some(ty.clone()),
        _ if raw != Words::default() => None,
        _ => {
            context.report.error(
                span,
                format!("`{}` is no type that a domain can stand on", ty::text(&found.ty)),
                "use a plain type such as `String`, or say it: `#[domain(type = \"…\")]`",
            );
            return None;
        }
    };
    if nullable {
        let help = "remove the `Option`: without `not_null` a domain takes NULL";
        context.report.error(span, "a domain is no `Option`", help);
    }
    let sizes = (attr.max_length.as_ref(), attr.precision.as_ref(), attr.scale.as_ref());
    let plain = match (plain, sizes) {
        (Some(Type::Text), (Some(length), None, None)) => Some(Type::Varchar(length.value)),
        (Some(Type::Decimal(_)), (None, Some(precision), scale)) => {
            Some(Type::Decimal(Some((precision.value, scale.map_or(0, |scale| scale.value)))))
        }
        (plain, (None, None, None)) => plain,
        (plain, _) => {
            let message = "`max_length` is for texts, `precision` and `scale` are for decimals";
            context.report.error(found.ident.span(), message, "remove them, or change the type");
            plain
        }
    };
    let of_type = plain.as_ref().filter(|_| raw == Words::default());
    let default = match (&attr.default, &attr.default_sql) {
        (Some(literal), _) => {
            default::literal(literal, of_type, &rust, found.module, context).map(Default::Literal)
        }
        (None, Some(words)) => Some(Default::Sql(words.value.clone())),
        (None, None) => None,
    };
    let checks = attr.checks.iter().enumerate();
    let checks = checks.map(|(at, check)| condition(&name, at, check)).collect();
    Some(Domain {
        rust_name: found.ident.unraw().to_string(),
        place: context.place(found.file, found.ident.span()),
        name,
        ty: plain,
        raw,
        nullable: !attr.not_null,
        default,
        collation: attr.collation.as_ref().map(|words| words.value.clone()),
        checks,
    })
}

fn condition(domain: &Name, at: usize, found: &Condition) -> model::Condition {
    let what = if at == 0 { "value".to_owned() } else { name::hash(found.expr.any()) };
    model::Condition {
        name: found
            .name
            .as_ref()
            .map_or_else(|| name::check(&domain.name, &what), |name| name.value.clone()),
        expr: found.expr.clone(),
        no_inherit: false,
        deferrable: None,
    }
}

/// The extensions and sequences that tables ask for; asked for twice, they are one.
pub(super) fn beside(context: &mut Context<'_>, parts: &mut [Models]) {
    let mut extensions: BTreeMap<String, Option<String>> = BTreeMap::new();
    let mut sequences: BTreeMap<Name, Sequence> = BTreeMap::new();
    for structure in &context.world.structs {
        context.begin(structure.file);
        let Some(part) = parts.get_mut(structure.file) else { continue };
        for found in &structure.attr.extensions {
            let name = found.name.value.clone();
            context.mark(Subject::Extension(Name::new(name.clone())), structure.file, found.span);
            let schema = found.schema.as_ref().map(|schema| schema.value.clone());
            part.extensions.insert(name.clone(), schema.clone());
            let before = extensions.insert(name.clone(), schema.clone());
            if before.is_some_and(|before| before != schema) {
                let message = format!("the extension `{name}` is asked for in two namespaces");
                context.report.error(found.span, message, "name the same `schema` at both");
            }
        }
        for found in &structure.attr.sequences {
            let sequence = sequence(found);
            let name = sequence.name.clone();
            context.mark(Subject::Sequence(name.clone()), structure.file, found.span);
            part.sequences.insert(name.clone(), sequence.clone());
            let before = sequences.insert(name.clone(), sequence.clone());
            if before.is_some_and(|before| before != sequence) {
                let message = format!("the sequence `{name}` is told twice, with other options");
                context.report.error(found.span, message, "keep one of them");
            }
        }
    }
}

fn sequence(found: &object::Sequence) -> Sequence {
    let namespace = found.schema.as_ref().map(|schema| schema.value.clone());
    Sequence {
        name: Name { namespace, name: found.name.value.clone() },
        ty: found.ty.as_ref().map(|ty| Type::Raw(ty.value.clone())),
        options: SequenceOptions {
            start: found.start,
            increment: found.increment,
            min: found.min,
            max: found.max,
            cache: found.cache,
            cycle: found.cycle,
        },
        owned_by: None,
    }
}
