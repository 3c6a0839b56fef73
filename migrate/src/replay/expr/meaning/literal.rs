//! Names, literals and casts: what they are by themselves, and what becomes of them beside something of a known type.

use super::types::{self, Known};
use super::{Node, Scope};
use crate::schema::Type;

/// Digits, with a point or an exponent.
pub(super) fn is_digits(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_digit() || first == '.')
        && text.chars().all(|one| one.is_ascii_alphanumeric() || matches!(one, '.' | '+' | '-'))
}

/// Digits, with a sign or without.
pub(super) fn is_number(text: &str) -> bool {
    is_digits(text.strip_prefix('-').unwrap_or(text))
}

/// NULL, of whatever type.
pub(super) fn is_null(node: &Node) -> bool {
    match node {
        Node::Plain(text) => text == "NULL",
        Node::Cast { value, .. } => is_null(value),
        _ => false,
    }
}

fn is_string(node: &Node) -> bool {
    matches!(node, Node::Plain(text) if text.starts_with('\''))
}

/// The number that stands within the quotes of a literal.
fn quoted_number(node: &Node) -> Option<String> {
    let Node::Plain(text) = node else { return None };
    let inner = text.strip_prefix('\'')?.strip_suffix('\'')?;
    is_number(inner).then(|| inner.to_ascii_lowercase())
}

impl Scope<'_> {
    /// A name, a literal, or words that nobody understood.
    pub(super) fn plain(&self, text: String) -> (Node, Known) {
        let known = if text.starts_with('\'') || text == "NULL" {
            Known::Literal
        } else if is_number(&text) {
            Known::Type(if text.parse::<i32>().is_ok() {
                Type::Integer
            } else if text.parse::<i64>().is_ok() {
                Type::BigInt
            } else {
                Type::Decimal(None)
            })
        } else {
            match text.as_str() {
                "TRUE" | "FALSE" => Known::Type(Type::Boolean),
                "CURRENT_TIMESTAMP" => Known::Type(Type::TimestampTz),
                "LOCALTIMESTAMP" => Known::Type(Type::Timestamp),
                "CURRENT_DATE" => Known::Type(Type::Date),
                column => match self.columns.get(column) {
                    Some(ty) => Known::Type(self.base(ty)),
                    None => Known::Nothing,
                },
            }
        };
        (Node::Plain(text), known)
    }

    pub(super) fn cast(&self, value: Node, ty: &Type) -> (Node, Known) {
        let base = self.base(ty);
        let known = Known::Type(base.clone());
        if let (Node::Built { word, marks: marks @ ["[", "]"], elements }, Type::Array(element)) =
            (&value, ty)
            && word == "ARRAY"
        {
            let cast = |node: &Node| self.cast(node.clone(), element).0;
            let elements = elements.iter().map(cast).collect();
            return (Node::Built { word: word.clone(), marks: *marks, elements }, known);
        }
        let (value, own) = self.read(value);
        let keep = |value: Node, ty: &Type| Node::Cast {
            value: Box::new(value),
            ty: self.dialect.type_sql(ty),
        };
        if types::is_sized(ty) {
            return (keep(value, ty), known);
        }
        if own == known {
            return (value, known);
        }
        if own == Known::Literal {
            return (self.as_type(value, &base), known);
        }
        // A literal that was made a short text first.
        if let (Node::Cast { value, ty }, Known::Type(Type::Text)) = (&value, &known)
            && is_string(value)
            && ty == "text"
        {
            return (keep((**value).clone(), &Type::Text), known);
        }
        if let Node::Plain(text) = &value
            && is_number(text)
            && types::is_whole(&base)
        {
            return (value, known);
        }
        (keep(value, &base), known)
    }

    /// A literal as a value of that type.
    pub(super) fn as_type(&self, node: Node, ty: &Type) -> Node {
        if is_null(&node) {
            return Node::Plain("NULL".to_owned());
        }
        if !is_string(&node) {
            return node;
        }
        if types::is_number(ty)
            && let Some(number) = quoted_number(&node)
        {
            return Node::Plain(number);
        }
        Node::Cast { value: Box::new(node), ty: self.dialect.type_sql(ty) }
    }

    /// `node`, of which `own` is known, beside something of which `other` is known.
    pub(super) fn resolved(&self, node: Node, own: &Known, other: &Known) -> Node {
        if let (Node::Built { word, marks, elements }, Known::Type(Type::Array(element))) =
            (&node, other)
        {
            let element = Known::Type((**element).clone());
            let resolve = |node: &Node| {
                let (node, own) = self.read(node.clone());
                self.resolved(node, &own, &element)
            };
            let elements = elements.iter().map(resolve).collect();
            return Node::Built { word: word.clone(), marks: *marks, elements };
        }
        match (own, other) {
            (Known::Literal, Known::Type(ty)) => self.as_type(node, ty),
            (Known::Literal, Known::Literal) => self.as_type(node, &Type::Text),
            // Nobody knows what it becomes; that it was called a text says no more.
            (Known::Type(Type::Text), Known::Nothing) => untyped(node),
            (Known::Type(own), Known::Type(other))
                if types::is_number(own) && types::is_number(other) =>
            {
                super::number_alone(node)
            }
            (Known::Type(_) | Known::Literal | Known::Nothing, _) => node,
        }
    }

    /// A literal without the type that says how it is read; anything else as it is.
    pub(super) fn bare(&self, node: Node) -> Node {
        untyped(self.read(node).0)
    }
}

/// A literal that was called a text, or a name of something, without that.
pub(super) fn untyped(node: Node) -> Node {
    match node {
        Node::Cast { value, ty }
            if (is_string(&value) || is_null(&value))
                && ["text", "regconfig", "regclass", "text[]"].contains(&ty.as_str()) =>
        {
            *value
        }
        other => other,
    }
}
