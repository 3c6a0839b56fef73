//! Words to structure. What is not understood within parentheses stays as it is written; elsewhere it makes all of the
//! expression so.

mod part;

use super::super::canon::{Atom, Class, join};
use super::Node;
use super::write::{binding, binding_before};
use crate::dialect::{Dialect, Levels};

/// The structure of an expression; `None` if it is not known here.
pub(in crate::replay) fn read(dialect: &dyn Dialect, atoms: &[Atom]) -> Option<Node> {
    let mut reader = Reader::new(dialect, atoms);
    let node = reader.part(0)?;
    (reader.at == atoms.len()).then_some(node)
}

/// The structures of expressions with commas between.
pub(super) fn list(dialect: &dyn Dialect, atoms: &[Atom]) -> Vec<Node> {
    Reader::new(dialect, atoms).inner_list(atoms)
}

struct Reader<'a> {
    levels: &'a Levels,
    atoms: &'a [Atom],
    at: usize,
    /// How deep parts are nested; beyond [`DEEPEST`] an expression is left as it is written.
    depth: usize,
}

/// So deep that no expression of a person is deeper, and no stack too small.
const DEEPEST: usize = 64;

impl<'a> Reader<'a> {
    fn new(dialect: &'a dyn Dialect, atoms: &'a [Atom]) -> Self {
        Reader { levels: &dialect.capability().lexis.levels, atoms, at: 0, depth: 0 }
    }

    fn peek(&self) -> Option<&'a Atom> {
        self.atoms.get(self.at)
    }

    fn is(&self, text: &str) -> bool {
        self.peek().is_some_and(|atom| atom.is(text))
    }

    fn eat(&mut self, text: &str) -> bool {
        let found = self.is(text);
        self.at += usize::from(found);
        found
    }

    /// Whether the next atom is this word, be it a keyword here or not.
    fn eat_word(&mut self, word: &str) -> bool {
        let found = self.peek().is_some_and(|atom| atom.text.eq_ignore_ascii_case(word));
        self.at += usize::from(found);
        found
    }

    /// A part whose operators all bind at least as tightly as `least`.
    fn part(&mut self, least: u8) -> Option<Node> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut left = self.prefix()?;
        loop {
            left = match self.infix(left, least)? {
                (more, true) => more,
                (whole, false) => {
                    self.depth -= 1;
                    return Some(whole);
                }
            };
        }
    }

    fn boxed(&mut self, least: u8) -> Option<Box<Node>> {
        self.part(least).map(Box::new)
    }

    fn prefix(&mut self) -> Option<Node> {
        let atom = self.peek()?;
        if atom.is("NOT") || (atom.class == Class::Symbol && is_operator(&atom.text)) {
            self.at += 1;
            let inner = self.boxed(binding_before(self.levels, &atom.text))?;
            return Some(Node::Prefix { operator: atom.text.clone(), inner });
        }
        let primary = self.primary()?;
        self.suffixes(primary)
    }

    /// Casts, subscripts and fields, which bind tightest.
    fn suffixes(&mut self, mut node: Node) -> Option<Node> {
        loop {
            if self.eat("::") {
                let ty = self.peek().filter(|atom| atom.class == Class::Operand)?.text.clone();
                self.at += 1;
                node = Node::Cast { value: Box::new(node), ty };
            } else if self.is("[") {
                let at = join(self.group("[", "]")?);
                node = Node::Subscript { value: Box::new(node), at };
            } else if self.is(".") {
                return None;
            } else {
                return Some(node);
            }
        }
    }

    /// What `left` is the left side of, and `true`, if an operator that binds tightly enough follows; else itself.
    fn infix(&mut self, left: Node, least: u8) -> Option<(Node, bool)> {
        let Some(atom) = self.peek() else { return Some((left, false)) };
        let levels = self.levels;
        let negated = atom.is("NOT");
        let word =
            self.atoms.get(self.at + usize::from(negated)).map_or("", |atom| match atom.class {
                Class::Keyword => atom.text.as_str(),
                Class::Operand | Class::Symbol => "",
            });
        let own = match word {
            "OR" | "AND" | "COLLATE" if !negated => binding(levels, word).0,
            "AT" if !negated => levels.zone,
            "IN" | "BETWEEN" | "LIKE" | "ILIKE" | "GLOB" | "REGEXP" | "MATCH" | "SIMILAR" => {
                levels.range
            }
            "IS" | "ISNULL" | "NOTNULL" if !negated => levels.is,
            _ if atom.class == Class::Symbol && is_operator(&atom.text) => {
                binding(levels, &atom.text).0
            }
            _ => return Some((left, false)),
        };
        if own < least {
            return Some((left, false));
        }
        self.at += 1 + usize::from(negated);
        let left = Box::new(left);
        let node = match word {
            "OR" | "AND" => {
                Node::Infix { left, operator: word.to_owned(), right: self.boxed(own + 1)? }
            }
            "COLLATE" => {
                let right = Box::new(Node::Plain(self.names()?));
                Node::Infix { left, operator: word.to_owned(), right }
            }
            "AT" => {
                if !(self.eat_word("time") && self.eat_word("zone")) {
                    return None;
                }
                Node::Infix {
                    left,
                    operator: "AT TIME ZONE".to_owned(),
                    right: self.boxed(own + 1)?,
                }
            }
            "IS" | "ISNULL" | "NOTNULL" => self.is_rest(left, word, own)?,
            "" => self.operator(left, &atom.text, own)?,
            _ => self.range(left, negated, word, own)?,
        };
        Some((node, true))
    }

    fn operator(&mut self, left: Box<Node>, operator: &str, own: u8) -> Option<Node> {
        let right = match self.peek() {
            Some(atom) if atom.is("ANY") || atom.is("SOME") || atom.is("ALL") => {
                Box::new(self.quantified()?)
            }
            _ => self.boxed(own + 1)?,
        };
        Some(Node::Infix { left, operator: operator.to_owned(), right })
    }

    /// `ANY (…)` and `ALL (…)`.
    fn quantified(&mut self) -> Option<Node> {
        let word = if self.eat("ALL") { "ALL" } else { "ANY" };
        if word == "ANY" {
            self.at += 1;
        }
        let inner = self.group("(", ")")?;
        Some(Node::Quantified { word, inner: Box::new(self.inner_one(inner)) })
    }

    fn range(&mut self, left: Box<Node>, negated: bool, word: &str, own: u8) -> Option<Node> {
        if word == "IN" {
            let list = if self.is("(") {
                let inner = self.group("(", ")")?;
                Ok(self.inner_list(inner))
            } else {
                Err(self.names()?)
            };
            return Some(Node::In { left, negated, list });
        }
        if word == "BETWEEN" {
            let symmetric = self.eat_word("symmetric");
            let from = self.boxed(own + 1)?;
            if !self.eat("AND") {
                return None;
            }
            return Some(Node::Between {
                left,
                negated,
                symmetric,
                from,
                to: self.boxed(own + 1)?,
            });
        }
        let mut word = word.to_owned();
        if word == "SIMILAR" {
            if !self.eat_word("to") {
                return None;
            }
            word.push_str(" TO");
        }
        let pattern = self.boxed(own + 1)?;
        let escape = if self.eat("ESCAPE") { Some(self.boxed(own + 1)?) } else { None };
        Some(Node::Like { left, negated, word, pattern, escape })
    }

    fn is_rest(&mut self, left: Box<Node>, word: &str, own: u8) -> Option<Node> {
        if word != "IS" {
            let right = Box::new(Node::Plain("NULL".to_owned()));
            return Some(Node::Is { left, negated: word == "NOTNULL", distinct: false, right });
        }
        let negated = self.eat("NOT");
        let distinct = self.eat("DISTINCT");
        if distinct && !self.eat("FROM") {
            return None;
        }
        Some(Node::Is { left, negated, distinct, right: self.boxed(own + 1)? })
    }

    /// A name with dots.
    fn names(&mut self) -> Option<String> {
        let mut text = self.peek().filter(|atom| atom.class == Class::Operand)?.text.clone();
        self.at += 1;
        while self.is(".") {
            let next = self.atoms.get(self.at + 1)?;
            text = format!("{text}.{}", next.text);
            self.at += 2;
        }
        Some(text)
    }

    /// The atoms between a pair of marks.
    fn group(&mut self, open: &str, close: &str) -> Option<&'a [Atom]> {
        if !self.eat(open) {
            return None;
        }
        let from = self.at;
        let mut depth = 1_usize;
        while depth > 0 {
            let atom = self.peek()?;
            if atom.is(open) {
                depth += 1;
            } else if atom.is(close) {
                depth -= 1;
            }
            self.at += 1;
        }
        Some(&self.atoms[from..self.at - 1])
    }
}

fn is_operator(symbol: &str) -> bool {
    !matches!(symbol, "(" | ")" | "[" | "]" | "," | ";" | "." | "::" | ":" | ":=" | "$" | "\\")
}
