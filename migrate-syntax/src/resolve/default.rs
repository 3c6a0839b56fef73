//! `default = …`: a literal, held against the type of its column.

use migrate::schema::Type;
use syn::ext::IdentExt;

use super::Context;
use crate::declare::Item;
use crate::model::Literal;
use crate::scope::{self, Found};
use crate::ty::Rust;
use migrate_attr::item::value_name;
use migrate_attr::meta::{self, Arg, Value};
use migrate_attr::suggest::did_you_mean;

/// The literal, if it is one and fits; else `None` and a report. `ty` is `None` where the type is the database's own, and
/// every literal serves.
pub(super) fn literal(
    arg: &Arg,
    ty: Option<&Type>,
    rust: &Rust,
    module: usize,
    context: &mut Context<'_>,
) -> Option<Literal> {
    let literal = match &arg.value {
        Value::Literal { literal, .. } => match literal {
            meta::Literal::Boolean(value) => Literal::Boolean(*value),
            meta::Literal::Whole(digits) | meta::Literal::Fraction(digits) => {
                Literal::Number(digits.clone())
            }
            meta::Literal::Text(text) => Literal::Text(text.clone()),
            meta::Literal::Letter(letter) => Literal::Text(letter.to_string()),
            meta::Literal::Other => return refuse(arg, context),
        },
        Value::Path { segments, list } if list.is_empty() => {
            return variant(arg, &scope::segments(segments), rust, module, context);
        }
        Value::Flag | Value::Path { .. } | Value::List(_) | Value::Array(_) => {
            return refuse(arg, context);
        }
    };
    if let (Rust::Enum(index), Literal::Text(text)) = (rust, &literal)
        && let Some(found) = context.world.enums.get(*index)
    {
        let known: Vec<String> =
            found.variants.iter().map(|(ident, attr)| value_name(ident, attr)).collect();
        if !known.contains(text) {
            let help = did_you_mean(text, known.iter().map(String::as_str), "its values are");
            context.report.error(
                arg.span,
                format!("`{}` has no value \"{text}\"", found.ident),
                help,
            );
            return None;
        }
    }
    if let Some(ty) = ty
        && let Err(help) = fits(ty, &literal)
    {
        let shown = match &literal {
            Literal::Boolean(value) => value.to_string(),
            Literal::Number(digits) => digits.clone(),
            Literal::Text(text) => format!("\"{text}\""),
        };
        context.report.error(
            arg.span,
            format!("the default {shown} does not fit the column's type"),
            help,
        );
        return None;
    }
    Some(literal)
}

fn refuse(arg: &Arg, context: &mut Context<'_>) -> Option<Literal> {
    context.report.error(
        arg.span,
        "`default` takes a literal",
        "write `default = 0`, `= true`, `= \"text\"`, `= Enum::Variant`, or `default_sql = \"expression\"`",
    );
    None
}

/// `Status::Draft`.
fn variant(
    arg: &Arg,
    segments: &[String],
    rust: &Rust,
    module: usize,
    context: &mut Context<'_>,
) -> Option<Literal> {
    let world = context.world;
    let Some((variant, path)) = segments.split_last() else { return refuse(arg, context) };
    let Rust::Enum(index) = rust else {
        // A derive does not see the enum; the build does.
        return if world.partial && *rust == Rust::Unknown { None } else { refuse(arg, context) };
    };
    let found = world.enums.get(*index)?;
    let same = match scope::find(world, module, path) {
        Found::Item { module, name } => {
            matches!(scope::item(world, module, &name), Some(Item::Enum(i)) if i == index)
        }
        Found::External(_) | Found::Word(_) | Found::Nothing => false,
    };
    match found.variants.iter().find(|(ident, _)| ident.unraw() == variant.as_str()) {
        Some((ident, attr)) if same => Some(Literal::Text(value_name(ident, attr))),
        _ => {
            let known: Vec<String> = found
                .variants
                .iter()
                .map(|(variant, _)| format!("{}::{variant}", found.ident))
                .collect();
            let written = segments.join("::");
            let help = did_you_mean(&written, known.iter().map(String::as_str), "its values are");
            context.report.error(
                arg.span,
                format!("`{written}` is no value of `{}`", found.ident),
                help,
            );
            None
        }
    }
}

/// Whether a literal is a value of the type; the error is the way out.
fn fits(ty: &Type, literal: &Literal) -> Result<(), String> {
    match ty {
        Type::Boolean => match literal {
            Literal::Boolean(_) => Ok(()),
            Literal::Number(_) | Literal::Text(_) => {
                Err("write `default = true` or `default = false`".to_owned())
            }
        },
        Type::SmallInt => whole(literal, i64::from(i16::MIN), i64::from(i16::MAX)),
        Type::Integer => whole(literal, i64::from(i32::MIN), i64::from(i32::MAX)),
        Type::BigInt => whole(literal, i64::MIN, i64::MAX),
        Type::Real | Type::Double => match literal {
            Literal::Number(_) => Ok(()),
            Literal::Boolean(_) | Literal::Text(_) => {
                Err("write a number: `default = 0.5`".to_owned())
            }
        },
        Type::Decimal(size) => decimal(literal, *size),
        Type::Text | Type::Char(_) => text(literal, |_| true, "write a text: `default = \"…\"`"),
        Type::Varchar(most) => match literal {
            Literal::Text(text)
                if u32::try_from(text.chars().count()).is_ok_and(|length| length <= *most) =>
            {
                Ok(())
            }
            Literal::Text(_) => Err(format!("the column holds at most {most} characters")),
            Literal::Boolean(_) | Literal::Number(_) => {
                Err("write a text: `default = \"…\"`".to_owned())
            }
        },
        Type::Date | Type::Time | Type::Timestamp | Type::TimestampTz => text(
            literal,
            |text| text.starts_with(|c: char| c.is_ascii_digit()) && text.len() >= 5,
            "write a moment such as \"2025-12-24\", or `default_sql = \"CURRENT_TIMESTAMP\"`",
        ),
        Type::Uuid => text(
            literal,
            |text| text.len() == 36 && text.chars().all(|c| c.is_ascii_hexdigit() || c == '-'),
            "write a whole UUID, or `default_sql(postgres = \"gen_random_uuid()\")`",
        ),
        Type::Json => text(
            literal,
            |text| {
                text.trim_start()
                    .starts_with(|c: char| "{[\"-tfn".contains(c) || c.is_ascii_digit())
            },
            "write JSON in a text: `default = \"{}\"`",
        ),
        Type::Named(_) => text(literal, |_| true, "write one of its values: `default = \"…\"`"),
        Type::Array(_) => text(
            literal,
            |text| text.starts_with('{'),
            "write it as the database does: `default = \"{}\"`",
        ),
        Type::Bytes => {
            Err("write `default_sql(postgres = \"'\\\\x00'\", sqlite = \"X'00'\")`".to_owned())
        }
        Type::Raw(_) => Ok(()),
    }
}

fn whole(literal: &Literal, least: i64, most: i64) -> Result<(), String> {
    match literal {
        Literal::Number(digits) => match digits.parse::<i64>() {
            Ok(value) if (least..=most).contains(&value) => Ok(()),
            _ => Err(format!("write a whole number from {least} to {most}")),
        },
        Literal::Boolean(_) | Literal::Text(_) => Err("write a number: `default = 0`".to_owned()),
    }
}

fn text(literal: &Literal, test: fn(&str) -> bool, help: &str) -> Result<(), String> {
    match literal {
        Literal::Text(text) if test(text) => Ok(()),
        Literal::Text(_) | Literal::Boolean(_) | Literal::Number(_) => Err(help.to_owned()),
    }
}

fn decimal(literal: &Literal, size: Option<(u32, i32)>) -> Result<(), String> {
    let digits = match literal {
        Literal::Number(digits) | Literal::Text(digits) => digits,
        Literal::Boolean(_) => return Err("write a number: `default = 0`".to_owned()),
    };
    let unsigned = digits.trim_start_matches(['-', '+']);
    let (before, after) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    if before.is_empty() || !before.chars().chain(after.chars()).all(|c| c.is_ascii_digit()) {
        return Err("write a number such as `default = 0.50`".to_owned());
    }
    if let Some((precision, scale)) = size {
        let room = i64::from(precision) - i64::from(scale);
        let needed = i64::try_from(before.trim_start_matches('0').len()).unwrap_or(i64::MAX);
        if needed > room {
            return Err(format!("the column holds at most {room} digits before the point"));
        }
    }
    Ok(())
}
