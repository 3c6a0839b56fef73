//! What an expression means, as far as a server rewrites it without changing that: `IN` and `BETWEEN` become
//! comparisons, literals get the type of what they are compared with, casts that do nothing go. The result is for
//! comparing alone, is never shown and never run.

mod call;
mod literal;
mod range;
mod types;

use std::collections::BTreeMap;

use super::{Node, write};
use crate::dialect::Dialect;
use crate::replay::canon;
use crate::schema::{Domain, Expr, Name, Type};
use types::{Known, is_number, is_whole};

/// What the names in an expression stand for.
pub(in crate::replay) struct Scope<'a> {
    pub(in crate::replay) dialect: &'a dyn Dialect,
    /// The types of columns, by their names in canonical spelling.
    pub(in crate::replay) columns: BTreeMap<String, Type>,
    pub(in crate::replay) domains: &'a BTreeMap<Name, Domain>,
}

/// A text that is the same for all expressions that mean the same as `expr`, as far as that is known; `into` is the type
/// of the column that takes its value.
pub(in crate::replay) fn meaning(scope: &Scope<'_>, expr: &Expr, into: Option<&Type>) -> String {
    let Some(node) = canon::structure(scope.dialect, &expr.0) else { return expr.0.clone() };
    let (mut node, mut known) = scope.read(node);
    if let Some(into) = into {
        let into = scope.base(into);
        node = scope.resolved(node, &known, &Known::Type(into.clone()));
        known = Known::Type(into);
    }
    if known == Known::Literal {
        node = scope.as_type(node, &Type::Text);
    }
    write::text(scope.dialect, &node)
}

fn infix(left: Node, operator: &str, right: Node) -> Node {
    Node::Infix { left: Box::new(left), operator: operator.to_owned(), right: Box::new(right) }
}

fn call(name: &str, arguments: Vec<Node>) -> Node {
    Node::Call { name: name.to_owned(), arguments, tail: String::new() }
}

fn boolean(node: Node) -> (Node, Known) {
    (node, Known::Type(Type::Boolean))
}

impl Scope<'_> {
    /// The meaning of `node`, and what is known of its type.
    fn read(&self, node: Node) -> (Node, Known) {
        match node {
            Node::Plain(text) => self.plain(text),
            Node::Prefix { operator, inner } => self.prefix(operator, *inner),
            Node::Infix { left, operator, right } => self.infix(*left, &operator, *right),
            Node::Between { left, negated, symmetric, from, to } => {
                boolean(self.between(*left, negated, symmetric, *from, *to))
            }
            Node::In { left, negated, list: Ok(elements) } => {
                boolean(self.one_of(*left, negated, elements))
            }
            Node::In { left, negated, list: Err(name) } => {
                let left = Box::new(self.read(*left).0);
                boolean(Node::In { left, negated, list: Err(name) })
            }
            Node::Like { left, negated, word, pattern, escape } => {
                boolean(self.like(*left, negated, word, *pattern, escape))
            }
            Node::Is { left, negated, distinct, right } => {
                let (left, right) = if distinct {
                    self.compared(*left, *right)
                } else {
                    (self.read(*left).0, *right)
                };
                let (left, right) = (Box::new(left), Box::new(right));
                boolean(Node::Is { left, negated, distinct, right })
            }
            Node::Cast { value, ty } => self.cast(*value, &self.dialect.parse_type(&ty)),
            Node::Typed { ty, literal } => {
                self.cast(Node::Plain(literal), &self.dialect.parse_type(&ty))
            }
            Node::Subscript { value, at } => {
                let (value, known) = self.read(*value);
                let element = match known {
                    Known::Type(Type::Array(element)) => Known::Type(*element),
                    Known::Type(_) | Known::Literal | Known::Nothing => Known::Nothing,
                };
                (Node::Subscript { value: Box::new(value), at }, element)
            }
            Node::Call { name, arguments, tail } => self.call(&name, arguments, tail),
            Node::Case { of, whens, otherwise } => self.case(of, whens, otherwise),
            Node::Built { word, marks, elements } => self.built(word, marks, elements),
            Node::Quantified { word, inner } => {
                let (inner, known) = self.read(*inner);
                (Node::Quantified { word, inner: Box::new(inner) }, known)
            }
            Node::Phrase(parts) => {
                let read =
                    |(word, node): (String, Option<Node>)| (word, node.map(|node| self.bare(node)));
                (Node::Phrase(parts.into_iter().map(read).collect()), Known::Nothing)
            }
        }
    }

    fn prefix(&self, operator: String, inner: Node) -> (Node, Known) {
        let (inner, known) = self.read(inner);
        match (operator.as_str(), &inner) {
            ("NOT", _) => boolean(Node::Prefix { operator, inner: Box::new(inner) }),
            ("-", Node::Plain(digits)) if literal::is_digits(digits) => {
                (Node::Plain(format!("-{digits}")), known)
            }
            _ => (Node::Prefix { operator, inner: Box::new(inner) }, known),
        }
    }

    fn infix(&self, left: Node, operator: &str, right: Node) -> (Node, Known) {
        if let Node::Quantified { word, inner } = right {
            return boolean(self.quantified(left, operator, word, *inner));
        }
        match operator {
            "AND" | "OR" => {
                let (left, right) = (self.read(left).0, self.read(right).0);
                boolean(infix(left, operator, right))
            }
            "COLLATE" => {
                let (left, known) = self.read(left);
                (infix(self.resolved(left, &known, &Known::Literal), operator, right), known)
            }
            "AT TIME ZONE" => self.call("timezone", vec![right, left], String::new()),
            "+" | "-" | "*" | "/" | "%" | "^" => self.computed(left, operator, right),
            "->" | "->>" | "#>" | "#>>" => {
                let left = self.read(left).0;
                let right = self.bare(right);
                let known = if operator.ends_with(">>") { Type::Text } else { Type::Json };
                (infix(left, operator, right), Known::Type(known))
            }
            "||" => self.joined(left, right),
            "?" | "?|" | "?&" => {
                let left = self.read(left).0;
                boolean(infix(left, operator, self.bare(right)))
            }
            _ => {
                let (left, right) = self.compared(left, right);
                boolean(infix(left, operator, right))
            }
        }
    }

    /// Two sides of a comparison: each literal with the type of the other side, numbers without casts.
    fn compared(&self, left: Node, right: Node) -> (Node, Node) {
        let ((left, left_known), (right, right_known)) = (self.read(left), self.read(right));
        let (left, right) = (number_alone(left), number_alone(right));
        let (left, right) = self.promoted(left, &left_known, right, &right_known);
        let resolved = self.resolved(left, &left_known, &right_known);
        (resolved, self.resolved(right, &right_known, &left_known))
    }

    fn computed(&self, left: Node, operator: &str, right: Node) -> (Node, Known) {
        let ((mut left, left_known), (mut right, right_known)) =
            (self.read(left), self.read(right));
        // A number takes the type of what it is computed with, if that is no whole number.
        if fraction(&right_known) {
            left = number_alone(left);
        }
        if fraction(&left_known) {
            right = number_alone(right);
        }
        let (left, right) = self.promoted(left, &left_known, right, &right_known);
        let known = types::computed(operator, &left_known, &right_known);
        (infix(left, operator, right), known)
    }

    fn joined(&self, left: Node, right: Node) -> (Node, Known) {
        let ((left, left_known), (right, right_known)) = (self.read(left), self.read(right));
        let known = match (&left_known, &right_known) {
            (Known::Type(ty @ (Type::Array(_) | Type::Json | Type::Bytes)), _)
            | (_, Known::Type(ty @ (Type::Array(_) | Type::Json | Type::Bytes))) => ty.clone(),
            _ => Type::Text,
        };
        let known = Known::Type(known);
        let left = self.resolved(left, &left_known, &known);
        let right = self.resolved(right, &right_known, &known);
        (infix(left, "||", right), known)
    }

    fn case(
        &self,
        of: Option<Box<Node>>,
        whens: Vec<(Node, Node)>,
        otherwise: Option<Box<Node>>,
    ) -> (Node, Known) {
        let of = of.map(|of| *of);
        let (tests, mut results): (Vec<Node>, Vec<Node>) = whens.into_iter().unzip();
        let tests: Vec<Node> = match &of {
            Some(of) => tests.into_iter().map(|test| self.compared(of.clone(), test).1).collect(),
            None => tests.into_iter().map(|test| self.read(test).0).collect(),
        };
        results.extend(otherwise.map(|otherwise| *otherwise));
        let (mut results, known) = self.alike(results);
        let otherwise = (results.len() > tests.len()).then(|| results.pop()).flatten();
        // Without `ELSE` it is NULL.
        let otherwise = otherwise.filter(|node| !literal::is_null(node)).map(Box::new);
        let of = of.map(|of| Box::new(self.read(of).0));
        (Node::Case { of, whens: tests.into_iter().zip(results).collect(), otherwise }, known)
    }

    fn built(&self, word: String, marks: [&'static str; 2], elements: Vec<Node>) -> (Node, Known) {
        if word != "ARRAY" || marks != ["[", "]"] {
            let elements = elements.into_iter().map(|element| self.read(element).0).collect();
            return (Node::Built { word, marks, elements }, Known::Nothing);
        }
        let read: Vec<(Node, Known)> =
            elements.into_iter().map(|element| self.read(element)).collect();
        // Literals alone are texts, unless something beside the array wants them to be more.
        let known = match Known::common(read.iter().map(|(_, known)| known)) {
            Known::Literal => Known::Type(Type::Text),
            known => known,
        };
        let elements = read.into_iter().map(|(node, own)| match &known {
            Known::Type(Type::Text) => literal::untyped(node),
            known => self.resolved(node, &own, known),
        });
        let elements = elements.collect();
        let array = match known {
            Known::Type(ty) => Known::Type(Type::Array(Box::new(ty))),
            Known::Literal | Known::Nothing => Known::Nothing,
        };
        (Node::Built { word, marks, elements }, array)
    }

    /// Both sides without the cast that turns a whole number on one side into the other's type: that is done anyway.
    fn promoted(
        &self,
        left: Node,
        left_known: &Known,
        right: Node,
        right_known: &Known,
    ) -> (Node, Node) {
        if left_known != right_known || !fraction(left_known) {
            return (left, right);
        }
        let whole =
            |node: &Node| matches!(self.read(node.clone()).1, Known::Type(ty) if is_whole(&ty));
        match (left, right) {
            (Node::Cast { value, .. }, right)
                if whole(&value) && !matches!(right, Node::Cast { .. }) =>
            {
                (*value, right)
            }
            (left, Node::Cast { value, .. })
                if whole(&value) && !matches!(left, Node::Cast { .. }) =>
            {
                (left, *value)
            }
            sides => sides,
        }
    }

    /// Several values of one type, such as the results of a `CASE`.
    fn alike(&self, nodes: Vec<Node>) -> (Vec<Node>, Known) {
        let read: Vec<(Node, Known)> = nodes.into_iter().map(|node| self.read(node)).collect();
        let mut known = Known::common(read.iter().map(|(_, known)| known));
        if known == Known::Literal {
            known = Known::Type(Type::Text);
        }
        let nodes = read.into_iter().map(|(node, own)| {
            let node = if fraction(&known) { number_alone(node) } else { node };
            self.resolved(node, &own, &known)
        });
        (nodes.collect(), known)
    }
}

fn fraction(known: &Known) -> bool {
    matches!(known, Known::Type(ty) if is_number(ty) && !is_whole(ty))
}

/// A number without the cast around it.
fn number_alone(node: Node) -> Node {
    match node {
        Node::Cast { value, ty } => match *value {
            Node::Plain(text) if literal::is_number(&text) && types::names_number(&ty) => {
                Node::Plain(text)
            }
            value => Node::Cast { value: Box::new(value), ty },
        },
        other => other,
    }
}
