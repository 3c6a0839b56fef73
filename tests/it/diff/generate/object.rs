//! The domain, the free sequence and the extension of a random schema.

use migrate::dialect::Dialect;
use migrate::schema::{Check, Domain, Expr, Name, Schema, Sequence, SequenceOptions, Type};

use super::Spec;

/// How many domains and how many sequences there are to choose among.
pub(super) const DOMAINS: u8 = 5;
pub(super) const SEQUENCES: u8 = 5;

/// What the domain is called.
pub(super) const DOMAIN: &str = "Rating";

pub(super) fn add(spec: &Spec, dialect: &dyn Dialect, schema: &mut Schema) {
    let name = Name::new(DOMAIN);
    let is_used = schema
        .tables
        .values()
        .flat_map(|table| &table.columns)
        .any(|column| column.ty == Type::Named(name.clone()));
    if is_used {
        schema.domains.insert(name, domain(spec.domain));
    }
    if !dialect.capability().serial_types {
        return;
    }
    if let Some(of) = spec.sequence {
        let sequence = sequence(of);
        schema.sequences.insert(sequence.name.clone(), sequence);
    }
    if spec.extension {
        schema.extensions.insert("citext".to_owned(), None);
    }
}

fn domain(of: u8) -> Domain {
    let check = |name: &str, text: &str| Check {
        name: Some(name.to_owned()),
        expr: Expr(text.to_owned()),
        not_valid: false,
        no_inherit: false,
    };
    let checks = [
        vec![check("ck_rating", "VALUE > 0")],
        vec![check("ck_rating", "VALUE > 0"), check("ck_rating_most", "VALUE < 1000")],
        vec![check("ck_rating", "VALUE >= 0")],
        Vec::new(),
        vec![check("ck_rating_most", "VALUE < 1000")],
    ];
    Domain {
        name: Name::new(DOMAIN),
        ty: if of == 2 { Type::BigInt } else { Type::Integer },
        nullable: of != 3,
        default: (of == 4).then(|| Expr("5".to_owned())),
        collation: None,
        checks: checks[usize::from(of)].clone(),
    }
}

fn sequence(of: u8) -> Sequence {
    let plain = SequenceOptions::default();
    let options = match of {
        0 => plain,
        1 => SequenceOptions { start: Some(100), increment: Some(5), ..plain },
        2 => SequenceOptions { increment: Some(-1), max: Some(50), ..plain },
        3 => SequenceOptions { min: Some(10), max: Some(20), cycle: true, ..plain },
        _ => SequenceOptions { cache: Some(3), ..plain },
    };
    let ty = (of == 4).then_some(Type::SmallInt);
    Sequence { name: Name::new("Free seq"), ty, options, owned_by: None }
}
