//! One field to one column.

use migrate::schema::{Identity, IdentityKind, Name, SequenceOptions, Subject, Type};
use syn::ext::IdentExt;

use super::{Context, Draft, Pending, Placed, default, enum_name};
use crate::model::{Column, Default};
use crate::place::Place;
use crate::ty::{self, Rust};
use migrate_attr::item::{Kind, column_name, type_span};
use migrate_attr::value::Words;
use migrate_attr::value::valid_identifier;

/// Adds the column of `placed` to the draft.
pub(super) fn add<'w>(placed: Placed<'w>, draft: &mut Draft<'w>, context: &mut Context<'w>) {
    let Placed { file, field, .. } = placed;
    context.report.file = file;
    let (attr, name) = (&field.attr, column_name(field));
    valid_identifier(&name.value, name.span, &mut context.report);
    if let Some((other_file, other)) = draft.spans.insert(name.value.clone(), (file, name.span)) {
        let place = context.place(other_file, other);
        context.report.error(
            name.span,
            format!("two fields are the column `{}`; the other is at {place}", name.value),
            "give one of them another `#[column(name = \"…\")]`",
        );
        return;
    }
    context.mark(
        Subject::Column(draft.table.name.clone(), name.value.clone()),
        file,
        field.ident.span(),
    );
    let (rust, nullable) = ty::column(context.world, placed.module, &field.ty);
    let raw = attr.ty.as_ref().map(|ty| ty.value.clone()).unwrap_or_default();
    let ty = column_type(placed, &rust, &raw, context);
    let ty = sized(placed, ty, &raw, context);
    check_sources(placed, context);
    check_words(placed, nullable, ty.as_ref(), context);
    if let Some(foreign) = attr.foreign.clone().filter(|foreign| foreign.target.is_some()) {
        draft.foreign.push(Pending {
            file,
            module: placed.module,
            foreign,
            columns: vec![name.clone()],
        });
    }
    draft.table.columns.push(Column {
        name: name.value,
        rust_name: field.ident.unraw().to_string(),
        rust_type: ty::text(&field.ty),
        place: context.place(file, field.ident.span()),
        aspects: aspects(placed, context),
        nullable,
        default: default(placed, ty.as_ref(), &rust, &raw, context),
        ty,
        raw,
        generated: attr.generated.as_ref().map(|words| words.value.clone()),
        stored: attr.stored.as_ref().is_none_or(|stored| stored.value),
        identity: attr.identity.as_ref().map(|found| identity(&found.value)),
        collation: attr.collation.as_ref().map(|words| words.value.clone()),
        comment: attr.comment.as_ref().map(|text| text.value.clone()),
        renamed_from: attr.renamed_from.as_ref().map(|text| text.value.clone()),
        backfill: attr.backfill.as_ref().map(|words| words.value.clone()),
        using: attr.using.as_ref().map(|words| words.value.clone()),
    });
}

/// The words for what has a place of its own.
pub(crate) const ASPECTS: [&str; 7] =
    ["type", "nullability", "default", "expression", "numbering", "collation", "comment"];

/// Where the type stands, the default, and whatever else has a place of its own; the words are those of drift.
fn aspects(placed: Placed<'_>, context: &Context<'_>) -> Vec<(&'static str, Place)> {
    let Placed { file, field, .. } = placed;
    let attr = &field.attr;
    let said = [
        ("type", attr.ty.as_ref().map(|ty| ty.span).or_else(|| type_span(&field.ty))),
        ("nullability", type_span(&field.ty)),
        ("default", attr.default.as_ref().map(|default| default.span)),
        ("default", attr.default_sql.as_ref().map(|default| default.span)),
        ("expression", attr.generated.as_ref().map(|generated| generated.span)),
        ("numbering", attr.identity.as_ref().map(|identity| identity.span)),
        ("collation", attr.collation.as_ref().map(|collation| collation.span)),
        ("comment", attr.comment.as_ref().map(|comment| comment.span)),
    ];
    let said = said.into_iter().filter_map(|(word, span)| Some((word, span?)));
    let mut aspects = Vec::with_capacity(said.clone().count());
    aspects.extend(said.map(|(word, span)| (word, context.place(file, span))));
    aspects
}

fn default(
    placed: Placed<'_>,
    ty: Option<&Type>,
    rust: &Rust,
    raw: &Words,
    context: &mut Context<'_>,
) -> Option<Default> {
    let attr = &placed.field.attr;
    // What a domain takes, the type below it tells.
    let ty = ty.filter(|_| *raw == Words::default() && !matches!(rust, Rust::Domain(_)));
    match (&attr.default, &attr.default_sql) {
        (Some(literal), _) => {
            default::literal(literal, ty, rust, placed.module, context).map(Default::Literal)
        }
        (None, Some(words)) => Some(Default::Sql(words.value.clone())),
        (None, None) => None,
    }
}

fn identity(found: &migrate_attr::column::Identity) -> Identity {
    use migrate_attr::column::IdentityKind as Said;
    Identity {
        kind: match found.kind {
            Said::ByDefault => IdentityKind::ByDefault,
            Said::Always => IdentityKind::Always,
            Said::Serial => IdentityKind::Serial,
        },
        options: SequenceOptions {
            start: found.start,
            increment: found.increment,
            min: found.min,
            max: found.max,
            cache: found.cache,
            cycle: found.cycle,
        },
        sequence: found.sequence.as_deref().map(Name::new),
    }
}

/// What the Rust type stands for; `None`, and a report if nothing else says it, if it stands for nothing.
fn column_type(
    placed: Placed<'_>,
    rust: &Rust,
    raw: &Words,
    context: &mut Context<'_>,
) -> Option<Type> {
    let field = placed.field;
    let span = type_span(&field.ty).unwrap_or_else(|| field.ident.span());
    let written = ty::text(&field.ty);
    let (message, help) = match rust {
        Rust::Type(ty) => return Some(ty.clone()),
        Rust::Enum(index) => {
            return context.world.enums.get(*index).map(|found| Type::Named(enum_name(found)));
        }
        Rust::Domain(index) => {
            return super::object::domain_name(context.world, *index).map(Type::Named);
        }
        Rust::Array(element) => {
            return column_type(placed, element, raw, context)
                .map(|element| Type::Array(Box::new(element)));
        }
        Rust::Struct(index) => {
            let columns =
                context.world.structs.get(*index).is_some_and(|found| found.kind == Kind::Columns);
            let help = if columns {
                "write `#[column(flatten)]` to have its columns here"
            } else {
                "keep its key here, with `#[column(references = Struct)]` on a field of the key's type, or \
                 `#[column(skip)]` this one"
            };
            (format!("`{}`: a `{written}` is no column", field.ident), help.to_owned())
        }
        Rust::Refused(help) => {
            (format!("`{}`: no column can be a `{written}`", field.ident), (*help).to_owned())
        }
        Rust::Unknown if context.world.partial => return None,
        Rust::Unknown => (
            format!("the type `{written}` of `{}` is not known", field.ident),
            unknown_help(&written),
        ),
    };
    // A type for some dialects leaves the others to the Rust type; whether that serves them, `Models::check` tells.
    if *raw == Words::default() {
        context.report.error(span, message, help);
    }
    None
}

fn unknown_help(written: &str) -> String {
    let inner = written
        .strip_prefix("Option<")
        .and_then(|inner| inner.strip_suffix('>'))
        .unwrap_or(written);
    let guess = match inner.rsplit("::").next().unwrap_or_default() {
        "Uuid" => "import it: `use uuid::Uuid;`; or ",
        "Decimal" => "import it: `use rust_decimal::Decimal;`; or ",
        "NaiveDate" | "NaiveTime" | "NaiveDateTime" => "import it from `chrono`; or ",
        "OffsetDateTime" | "PrimitiveDateTime" => "import it from `time`; or ",
        "IpAddr" | "Ipv4Addr" | "Ipv6Addr" => {
            return "say its type: `#[column(type(postgres = \"inet\", sqlite = \"TEXT\"))]`"
                .to_owned();
        }
        _ => "",
    };
    format!(
        "{guess}say the column's type, `#[column(type = \"…\")]`, derive `migrate::Enum` if it is an enum, or keep the \
         type in a module that this file imports"
    )
}

/// `max_length`, `precision` and `scale`.
fn sized(
    placed: Placed<'_>,
    ty: Option<Type>,
    raw: &Words,
    context: &mut Context<'_>,
) -> Option<Type> {
    let attr = &placed.field.attr;
    let spans = [
        attr.max_length.as_ref().map(|length| length.span),
        attr.precision.as_ref().map(|precision| precision.span),
        attr.scale.as_ref().map(|scale| scale.span),
    ];
    let Some(span) = spans.into_iter().flatten().next() else { return ty };
    let report = &mut context.report;
    if raw.all.is_some() {
        report.error(
            span,
            "`type` already says all of the type",
            "write the size into `type = \"…\"`",
        );
        return ty;
    }
    match (ty, &attr.max_length, &attr.precision, &attr.scale) {
        (Some(Type::Array(element)), ..) => sized(placed, Some(*element), raw, context)
            .map(|element| Type::Array(Box::new(element))),
        (Some(Type::Text | Type::Varchar(_)), Some(length), None, None) => {
            if length.value == 0 || length.value > 10_485_760 {
                report.error(
                    length.span,
                    "a text with a bound holds at least 1 and at most 10485760 characters",
                    "leave `max_length` out for a text of any length",
                );
            }
            Some(Type::Varchar(length.value))
        }
        (Some(Type::Decimal(_)), None, Some(precision), scale) => {
            let scale = scale.as_ref().map_or(0, |scale| scale.value);
            if !(1..=1000).contains(&precision.value)
                || scale < 0
                || u32::try_from(scale).is_ok_and(|scale| scale > precision.value)
            {
                report.error(
                    precision.span,
                    "a decimal has 1 to 1000 digits, and at most as many after the point",
                    "`precision` counts all digits, `scale` those after the point",
                );
            }
            Some(Type::Decimal(Some((precision.value, scale))))
        }
        (Some(Type::Decimal(_)), None, None, Some(scale)) => {
            report.error(
                scale.span,
                "`scale` needs `precision`",
                "write `precision = 12, scale = 2`",
            );
            Some(Type::Decimal(None))
        }
        (None, ..) => None,
        (Some(other), length, ..) => {
            let what = match length {
                Some(_) => "`max_length` is for texts",
                None => "`precision` and `scale` are for decimals",
            };
            report.error(
                span,
                format!("{what}, and `{}` is none", placed.field.ident),
                "remove it",
            );
            Some(other)
        }
    }
}

/// A value comes from one place.
fn check_sources(placed: Placed<'_>, context: &mut Context<'_>) {
    let (attr, report) = (&placed.field.attr, &mut context.report);
    let sources = [
        ("default", attr.default.as_ref().map(|arg| arg.span)),
        ("default_sql", attr.default_sql.as_ref().map(|words| words.span)),
        ("generated", attr.generated.as_ref().map(|words| words.span)),
        ("auto", attr.identity.as_ref().map(|identity| identity.span)),
    ];
    let mut given = sources.into_iter().filter_map(|(word, span)| span.map(|span| (word, span)));
    if let (Some((first, _)), Some((second, span))) = (given.next(), given.next()) {
        report.error(
            span,
            format!("`{first}` and `{second}` both say where the value comes from"),
            "keep one of them",
        );
    }
    if let (Some(stored), None) = (&attr.stored, &attr.generated) {
        report.error(
            stored.span,
            "only a generated column is stored or virtual",
            "write `generated = \"…\"` too",
        );
    }
    if let (Some(backfill), Some(_)) = (&attr.backfill, &attr.generated) {
        report.error(backfill.span, "a generated column fills itself", "remove `backfill`");
    }
}

/// Words that do not go with the type.
fn check_words(placed: Placed<'_>, nullable: bool, ty: Option<&Type>, context: &mut Context<'_>) {
    let (field, attr, report) = (placed.field, &placed.field.attr, &mut context.report);
    if let Some(identity) = &attr.identity {
        let help = match ty {
            None | Some(Type::SmallInt | Type::Integer | Type::BigInt) => None,
            Some(Type::Uuid) => Some(
                "write `default_sql(postgres = \"gen_random_uuid()\")`, or set it in the application",
            ),
            Some(_) => Some("make it an `i64`, or remove `auto`"),
        };
        if let Some(help) = help {
            report.error(
                identity.span,
                format!("`{}` is no integer, so it cannot be numbered", field.ident),
                help,
            );
        }
        if nullable {
            report.error(identity.span, "a numbered column is never NULL", "remove the `Option`");
        }
    }
    let text =
        matches!(ty, None | Some(Type::Text | Type::Varchar(_) | Type::Char(_) | Type::Array(_)));
    if let (Some(collation), None, false) = (&attr.collation, &attr.ty, text) {
        report.error(collation.span, "only texts have a collation", "remove it");
    }
    if let (Some(key), true) = (&attr.primary_key, nullable) {
        report.error(
            type_span(&field.ty).unwrap_or(key.span),
            format!("`{}` is a primary key and cannot be NULL", field.ident),
            "remove the `Option`, or `primary_key`",
        );
    }
}
