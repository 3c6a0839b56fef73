//! `BETWEEN`, `IN`, `LIKE` and what is compared with an array, as the operators that they stand for.

use super::types::Known;
use super::{Node, Scope, call, infix, number_alone};
use crate::schema::Type;

impl Scope<'_> {
    pub(super) fn between(
        &self,
        left: Node,
        negated: bool,
        symmetric: bool,
        from: Node,
        to: Node,
    ) -> Node {
        let within = |from: &Node, to: &Node| {
            let (low, high, word) = if negated { ("<", ">", "OR") } else { (">=", "<=", "AND") };
            let one = self.infix(left.clone(), low, from.clone()).0;
            infix(one, word, self.infix(left.clone(), high, to.clone()).0)
        };
        let plain = within(&from, &to);
        if !symmetric {
            return plain;
        }
        infix(plain, if negated { "AND" } else { "OR" }, within(&to, &from))
    }

    /// `IN`: one comparison with all constants, and one with each that is none.
    pub(super) fn one_of(&self, left: Node, negated: bool, elements: Vec<Node>) -> Node {
        let (operator, word, join) =
            if negated { ("<>", "ALL", "AND") } else { ("=", "ANY", "OR") };
        let query = |node: &Node| matches!(node, Node::Plain(text) if ["SELECT ", "WITH ", "VALUES "].iter().any(|word| text.starts_with(word)));
        if elements.is_empty() || elements.iter().any(query) {
            let left = Box::new(self.read(left).0);
            return Node::In { left, negated, list: Ok(elements) };
        }
        let (varying, constant): (Vec<Node>, Vec<Node>) =
            elements.into_iter().partition(|element| self.varies(element));
        let mut tests = Vec::new();
        if !constant.is_empty() {
            let list =
                Node::Built { word: "ARRAY".to_owned(), marks: ["[", "]"], elements: constant };
            tests.push(self.quantified(left.clone(), operator, word, list));
        }
        for element in varying {
            tests.push(self.infix(left.clone(), operator, element).0);
        }
        let first = tests.remove(0);
        tests.into_iter().fold(first, |all, test| infix(all, join, test))
    }

    /// Whether a column is part of it.
    fn varies(&self, node: &Node) -> bool {
        match node {
            Node::Plain(text) => self.columns.contains_key(text),
            Node::Prefix { inner, .. } | Node::Quantified { inner, .. } => self.varies(inner),
            Node::Cast { value, .. } | Node::Subscript { value, .. } => self.varies(value),
            Node::Infix { left, right, .. } => self.varies(left) || self.varies(right),
            Node::Call { arguments: nodes, .. } | Node::Built { elements: nodes, .. } => {
                nodes.iter().any(|node| self.varies(node))
            }
            Node::Typed { .. } => false,
            Node::Between { .. }
            | Node::In { .. }
            | Node::Like { .. }
            | Node::Is { .. }
            | Node::Case { .. }
            | Node::Phrase(_) => true,
        }
    }

    /// A comparison with some or all elements of an array; with the only element, if there is but one.
    pub(super) fn quantified(
        &self,
        left: Node,
        operator: &str,
        word: &'static str,
        inner: Node,
    ) -> Node {
        let (left, known) = self.read(left);
        let (inner, inner_known) = self.read(inner);
        if let Node::Built { word: built, marks: ["[", "]"], elements } = &inner
            && built == "ARRAY"
            && let [only] = elements.as_slice()
        {
            return self.infix(left, operator, only.clone()).0;
        }
        let inner = match (inner, &known) {
            (Node::Built { word, marks, elements }, _) => {
                let read = |element: Node| {
                    let (element, own) = self.read(element);
                    self.resolved(number_alone(element), &own, &known)
                };
                Node::Built { word, marks, elements: elements.into_iter().map(read).collect() }
            }
            (inner, Known::Type(ty)) => {
                let array = Known::Type(Type::Array(Box::new(ty.clone())));
                self.resolved(inner, &inner_known, &array)
            }
            (inner, Known::Literal | Known::Nothing) => inner,
        };
        let left = self.resolved(left, &known, &inner_known.element());
        infix(left, operator, Node::Quantified { word, inner: Box::new(inner) })
    }

    /// `LIKE` and its kin are operators.
    pub(super) fn like(
        &self,
        left: Node,
        negated: bool,
        word: String,
        pattern: Node,
        escape: Option<Box<Node>>,
    ) -> Node {
        let (operator, function) = match word.as_str() {
            "LIKE" => ("~~", "like_escape"),
            "ILIKE" => ("~~*", "like_escape"),
            "SIMILAR TO" => ("~", "similar_to_escape"),
            _ => {
                let (left, pattern) = self.compared(left, pattern);
                let (left, pattern) = (Box::new(left), Box::new(pattern));
                return Node::Like { left, negated, word, pattern, escape };
            }
        };
        let pattern = match escape {
            Some(escape) => call(function, vec![pattern, *escape]),
            None if word == "SIMILAR TO" => call(function, vec![pattern]),
            None => pattern,
        };
        let operator = if negated { format!("!{operator}") } else { operator.to_owned() };
        self.infix(left, &operator, pattern).0
    }
}
