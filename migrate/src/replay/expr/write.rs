//! Structure to text, with the parentheses that are needed and no others.

use super::{Node, WHOLE};
use crate::dialect::{Dialect, Levels};

/// The text of `node`.
pub(super) fn text(dialect: &dyn Dialect, node: &Node) -> String {
    Writer { levels: &dialect.capability().lexis.levels }.text(node)
}

/// The texts of `nodes` with commas between.
pub(super) fn list(dialect: &dyn Dialect, nodes: &[Node]) -> String {
    Writer { levels: &dialect.capability().lexis.levels }.list(nodes)
}

/// The text of `node`, for who knows no more of the dialect than how its operators bind.
pub(super) fn in_words(levels: &Levels, node: &Node) -> String {
    Writer { levels }.text(node)
}

/// How tightly `operator` binds between two operands, and whether `a . b . c` is `(a . b) . c` without a word.
pub(super) fn binding(levels: &Levels, operator: &str) -> (u8, bool) {
    match operator {
        "OR" => (levels.or, true),
        "AND" => (levels.and, true),
        "COLLATE" => (levels.collate, true),
        "AT TIME ZONE" => (levels.zone, true),
        "=" | "<>" => (levels.equality, false),
        "<" | ">" | "<=" | ">=" => (levels.comparison, false),
        "&" | "|" | "<<" | ">>" => (levels.bits, true),
        "||" | "->" | "->>" => (levels.concatenation, true),
        "+" | "-" => (levels.addition, true),
        "*" | "/" | "%" => (levels.multiplication, true),
        "^" => (levels.power, true),
        _ => (levels.other, true),
    }
}

/// How tightly `operator` binds before its operand.
pub(super) fn binding_before(levels: &Levels, operator: &str) -> u8 {
    match operator {
        "NOT" => levels.not,
        "-" | "+" => levels.sign,
        _ => levels.other,
    }
}

/// How tightly the outermost operator of `node` binds.
pub(super) fn level(levels: &Levels, node: &Node) -> u8 {
    match node {
        Node::Prefix { operator, .. } => binding_before(levels, operator),
        Node::Infix { operator, .. } => binding(levels, operator).0,
        Node::Between { .. } | Node::In { .. } | Node::Like { .. } => levels.range,
        Node::Is { .. } => levels.is,
        Node::Plain(_)
        | Node::Cast { .. }
        | Node::Subscript { .. }
        | Node::Call { .. }
        | Node::Typed { .. }
        | Node::Case { .. }
        | Node::Built { .. }
        | Node::Quantified { .. }
        | Node::Phrase(_) => WHOLE,
    }
}

struct Writer<'l> {
    levels: &'l Levels,
}

impl Writer<'_> {
    /// The text, in parentheses unless it binds at least as tightly as `least`.
    fn wrapped(&self, node: &Node, least: u8) -> String {
        let text = self.text(node);
        if level(self.levels, node) < least { format!("({text})") } else { text }
    }

    fn list(&self, nodes: &[Node]) -> String {
        nodes.iter().map(|node| self.text(node)).collect::<Vec<_>>().join(", ")
    }

    fn text(&self, node: &Node) -> String {
        let range = self.levels.range + 1;
        let not = |negated: &bool| if *negated { "NOT " } else { "" };
        match node {
            Node::Plain(text) => text.clone(),
            Node::Prefix { operator, inner } => self.prefix(operator, inner),
            Node::Infix { left, operator, right } => self.infix(left, operator, right),
            Node::Between { left, negated, symmetric, from, to } => format!(
                "{} {}BETWEEN {}{} AND {}",
                self.wrapped(left, range),
                not(negated),
                if *symmetric { "SYMMETRIC " } else { "" },
                self.wrapped(from, range),
                self.wrapped(to, range)
            ),
            Node::In { left, negated, list } => {
                let list = match list {
                    Ok(elements) => format!("({})", self.list(elements)),
                    Err(name) => name.clone(),
                };
                format!("{} {}IN {list}", self.wrapped(left, range), not(negated))
            }
            Node::Like { left, negated, word, pattern, escape } => {
                let escape = escape.as_ref().map_or_else(String::new, |escape| {
                    format!(" ESCAPE {}", self.wrapped(escape, range))
                });
                let (left, pattern) = (self.wrapped(left, range), self.wrapped(pattern, range));
                format!("{left} {}{word} {pattern}{escape}", not(negated))
            }
            Node::Is { left, negated, distinct, right } => format!(
                "{} IS {}{}{}",
                self.wrapped(left, self.levels.is + 1),
                not(negated),
                if *distinct { "DISTINCT FROM " } else { "" },
                self.wrapped(right, self.levels.is + 1)
            ),
            Node::Cast { value, ty } => format!("{}::{ty}", self.wrapped(value, WHOLE)),
            Node::Subscript { value, at } => format!("{}[{at}]", self.wrapped(value, WHOLE)),
            Node::Call { name, arguments, tail } => {
                format!("{name}({}){tail}", self.list(arguments))
            }
            Node::Typed { ty, literal } => format!("{ty} {literal}"),
            Node::Case { of, whens, otherwise } => self.case(of, whens, otherwise),
            Node::Built { word, marks: [open, close], elements } => {
                format!("{word}{open}{}{close}", self.list(elements))
            }
            Node::Quantified { word, inner } => format!("{word} ({})", self.text(inner)),
            Node::Phrase(parts) => self.phrase(parts),
        }
    }

    fn prefix(&self, operator: &str, inner: &Node) -> String {
        let inner = self.wrapped(inner, binding_before(self.levels, operator));
        let sign = matches!(operator, "-" | "+" | "~");
        let apart = if sign && !inner.starts_with(['-', '+', '~']) { "" } else { " " };
        format!("{operator}{apart}{inner}")
    }

    fn infix(&self, left: &Node, operator: &str, right: &Node) -> String {
        let (own, chains) = binding(self.levels, operator);
        let left = self.wrapped(left, if chains { own } else { own + 1 });
        // Parentheses around more of the same on the right change nothing.
        let least = if matches!(operator, "AND" | "OR") { own } else { own + 1 };
        format!("{left} {operator} {}", self.wrapped(right, least))
    }

    fn case(
        &self,
        of: &Option<Box<Node>>,
        whens: &[(Node, Node)],
        otherwise: &Option<Box<Node>>,
    ) -> String {
        let mut text = "CASE".to_owned();
        if let Some(of) = of {
            text = format!("{text} {}", self.text(of));
        }
        for (when, then) in whens {
            text = format!("{text} WHEN {} THEN {}", self.text(when), self.text(then));
        }
        if let Some(otherwise) = otherwise {
            text = format!("{text} ELSE {}", self.text(otherwise));
        }
        format!("{text} END")
    }

    fn phrase(&self, parts: &[(String, Option<Node>)]) -> String {
        let words = parts.iter().flat_map(|(word, node)| {
            let word = Some(word.clone()).filter(|word| !word.is_empty());
            word.into_iter().chain(node.as_ref().map(|node| self.text(node)))
        });
        words.collect::<Vec<_>>().join(" ")
    }
}
