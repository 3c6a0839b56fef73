//! What is known of the values of a column or an expression, and what several have in common.

use super::Reader;
use crate::dialect::Capability;
use crate::schema::Type;

/// What is known of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::replay) enum Known {
    /// It is this, with this collation where it is not the type's own. The type without words stands for none.
    Type(Type, Option<String>),
    /// A literal or NULL, which becomes what it is wanted as.
    Literal,
    /// Nothing.
    Nothing,
}

impl Known {
    pub(super) fn of(ty: Type) -> Self {
        Known::Type(ty, None)
    }

    /// Values that have no type of their own, where a column may be without one.
    pub(super) fn untyped() -> Self {
        Known::of(Type::Raw(String::new()))
    }

    /// As a column has it: a literal that nothing wanted otherwise is a text.
    pub(super) fn settled(self, capability: &Capability) -> Self {
        match self {
            Known::Literal if !capability.untyped_columns => Known::of(Type::Text),
            other => other,
        }
    }

    /// Without lengths, which do not survive a computation.
    pub(super) fn bare(self) -> Self {
        match self {
            Known::Type(ty, collation) => Known::Type(bare(ty), collation),
            other => other,
        }
    }

    pub(super) fn ty(&self) -> Option<&Type> {
        match self {
            Known::Type(ty, _) => Some(ty),
            Known::Literal | Known::Nothing => None,
        }
    }

    pub(super) fn collation(&self) -> Option<&String> {
        match self {
            Known::Type(_, collation) => collation.as_ref(),
            Known::Literal | Known::Nothing => None,
        }
    }
}

/// A type without its length or precision.
pub(super) fn bare(ty: Type) -> Type {
    match ty {
        Type::Varchar(_) => Type::Raw("character varying".to_owned()),
        Type::Char(_) => Type::Raw("bpchar".to_owned()),
        Type::Decimal(_) => Type::Decimal(None),
        Type::Array(element) => Type::Array(Box::new(bare(*element))),
        Type::Raw(words) => match words.split_once('(').map(|(head, _)| head.trim()) {
            Some("time") if words.contains("without") => Type::Time,
            Some("timestamp") if words.contains("without") => Type::Timestamp,
            Some("timestamp") => Type::TimestampTz,
            Some("time") => Type::Raw("time with time zone".to_owned()),
            Some(head) => Type::Raw(head.to_owned()),
            None => Type::Raw(words),
        },
        other => other,
    }
}

/// Types of one kind, from those that become others to those that the others become.
const KINDS: [&[Type]; 2] = [
    &[Type::SmallInt, Type::Integer, Type::BigInt, Type::Decimal(None), Type::Real, Type::Double],
    &[Type::Date, Type::Timestamp, Type::TimestampTz],
];

/// Whether it is a text of some kind.
pub(super) fn is_text(ty: &Type) -> bool {
    match ty {
        Type::Text | Type::Varchar(_) | Type::Char(_) => true,
        Type::Raw(words) => matches!(words.as_str(), "character varying" | "bpchar" | "name"),
        _ => false,
    }
}

/// Whether values of it have a collation.
pub(super) fn has_collation(ty: &Type) -> bool {
    is_text(ty.element()) || matches!(ty.element(), Type::Raw(words) if words == "citext")
}

/// How wide a number is, whole ones first.
pub(super) fn rank(ty: &Type) -> Option<usize> {
    let ty = bare(ty.clone());
    KINDS[0].iter().position(|other| *other == ty)
}

/// Whether it is a whole number.
pub(super) fn is_whole(ty: &Type) -> bool {
    matches!(ty, Type::SmallInt | Type::Integer | Type::BigInt)
}

/// The type that values of both become where either may stand; of two kinds of text the first.
pub(super) fn wider(one: &Type, other: &Type) -> Option<Type> {
    if one == other {
        return Some(one.clone());
    }
    let (one, other) = (bare(one.clone()), bare(other.clone()));
    if one == other || (is_text(&one) && is_text(&other)) {
        return Some(one);
    }
    KINDS.iter().find_map(|kind| {
        let place = |ty: &Type| kind.iter().position(|other| other == ty);
        kind.get(place(&one)?.max(place(&other)?)).cloned()
    })
}

impl Reader<'_, '_> {
    /// The type below domains.
    pub(super) fn base(&self, ty: &Type) -> Type {
        let Type::Named(name) = ty else { return ty.clone() };
        match self.world.schema.domains.get(name) {
            Some(domain) if domain.ty != *ty => self.base(&domain.ty),
            Some(_) | None => ty.clone(),
        }
    }

    /// What values of these become where any of them may stand.
    pub(super) fn common<'k>(&self, all: impl IntoIterator<Item = &'k Known>) -> Known {
        let all: Vec<&Known> = all.into_iter().collect();
        if all.contains(&&Known::Nothing) {
            return Known::Nothing;
        }
        let collation = all.iter().find_map(|known| known.collation()).cloned();
        let literal = all.contains(&&Known::Literal);
        let mut types = all.iter().filter_map(|known| known.ty());
        let Some(first) = types.next() else { return Known::Literal };
        if self.world.capability.untyped_columns {
            // Of several that differ one database and another make different things.
            let alike = types
                .all(|ty| self.world.dialect.made_type(ty) == self.world.dialect.made_type(first));
            return if alike { Known::of(first.clone()) } else { Known::Nothing };
        }
        let rest: Vec<&Type> = types.collect();
        if rest.iter().all(|ty| *ty == first) {
            let ty = if literal { bare(self.base(first)) } else { first.clone() };
            return Known::Type(ty, collation);
        }
        let mut common = self.base(first);
        for ty in rest {
            match wider(&common, &self.base(ty)) {
                Some(ty) => common = ty,
                None => return Known::Nothing,
            }
        }
        Known::Type(bare(common), collation)
    }
}
