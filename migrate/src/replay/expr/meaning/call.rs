//! Calls: functions that have several names or forms, and what they give.

use super::types::{self, Known};
use super::{Node, Scope, call, literal};
use crate::schema::Type;

impl Scope<'_> {
    pub(super) fn call(&self, name: &str, arguments: Vec<Node>, tail: String) -> (Node, Known) {
        let name = plain_name(name);
        match name {
            "coalesce" | "greatest" | "least" | "nullif" => {
                let (arguments, known) = self.alike(arguments);
                return (call(name, arguments), known);
            }
            "trim" => return self.trimmed(arguments),
            "position" => {
                // `position(a IN b)`
                if let [Node::In { left, list, .. }] = arguments.as_slice() {
                    let within = match list {
                        Ok(list) => list.clone(),
                        Err(name) => vec![Node::Plain(name.clone())],
                    };
                    let arguments = within.into_iter().chain([(**left).clone()]);
                    return self.call("strpos", arguments.collect(), tail);
                }
            }
            "nextval" => {
                let arguments = arguments.into_iter().map(|node| self.sequence(self.bare(node)));
                return (call(name, arguments.collect()), Known::Type(Type::BigInt));
            }
            _ => {}
        }
        let read: Vec<(Node, Known)> = arguments.into_iter().map(|node| self.read(node)).collect();
        let known = match (name, read.as_slice()) {
            ("abs" | "round" | "floor" | "ceil" | "ceiling" | "trunc", [(_, known), ..])
            | ("date_trunc", [_, (_, known), ..]) => known.clone(),
            ("timezone", [_, (_, Known::Type(Type::TimestampTz))]) => Known::Type(Type::Timestamp),
            ("timezone", [_, (_, Known::Type(Type::Timestamp))]) => Known::Type(Type::TimestampTz),
            _ => types::result(name).map_or(Known::Nothing, Known::Type),
        };
        let arguments = read.into_iter().map(|(node, _)| literal::untyped(node)).collect();
        (Node::Call { name: name.to_owned(), arguments, tail }, known)
    }

    /// `trim(both 'x' FROM y)` as the function that does it.
    fn trimmed(&self, arguments: Vec<Node>) -> (Node, Known) {
        let mut name = "btrim";
        let mut given = Vec::new();
        for argument in arguments {
            let Node::Phrase(parts) = argument else {
                given.push(argument);
                continue;
            };
            let mut letters = None;
            for (word, node) in parts {
                match word.as_str() {
                    "leading" => name = "ltrim",
                    "trailing" => name = "rtrim",
                    _ => {}
                }
                if word == "FROM" {
                    given.extend(node);
                } else {
                    letters = node;
                }
            }
            given.extend(letters);
        }
        self.call(name, given, String::new())
    }

    /// The name of a sequence, without the namespace that is the default one.
    fn sequence(&self, node: Node) -> Node {
        let prefix = format!("'{}.", self.dialect.capability().default_namespace);
        match &node {
            Node::Plain(text) => match text.strip_prefix(&prefix) {
                Some(rest) => Node::Plain(format!("'{rest}")),
                None => node,
            },
            _ => node,
        }
    }
}

/// The name of a function without quotes that do nothing, and without the namespace that all share.
fn plain_name(name: &str) -> &str {
    let name = name.strip_prefix("pg_catalog.").unwrap_or(name);
    let inner = name.strip_prefix('"').and_then(|name| name.strip_suffix('"'));
    inner
        .filter(|inner| inner.chars().all(|one| one.is_ascii_lowercase() || one == '_'))
        .unwrap_or(name)
}
