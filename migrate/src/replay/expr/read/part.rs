//! What no operator of its own holds together: names, literals, calls, lists, and what stands within marks.

use super::super::{Node, write};
use super::Reader;
use crate::replay::canon::{Atom, Class, join};

impl<'a> Reader<'a> {
    /// All of `atoms` as one expression.
    fn whole(&self, atoms: &'a [Atom]) -> Option<Node> {
        let mut reader = Reader { levels: self.levels, atoms, at: 0, depth: self.depth };
        reader.part(0).filter(|_| reader.at == atoms.len())
    }

    /// One expression within marks, or whatever else stands there, as it is.
    pub(super) fn inner_one(&self, atoms: &'a [Atom]) -> Node {
        self.whole(atoms).or_else(|| self.phrase(atoms)).unwrap_or_else(|| Node::Plain(join(atoms)))
    }

    /// Expressions with commas between.
    pub(super) fn inner_list(&self, atoms: &'a [Atom]) -> Vec<Node> {
        if atoms.is_empty() {
            return Vec::new();
        }
        if is_query(atoms) {
            return vec![Node::Plain(join(atoms))];
        }
        let mut depth = 0_i32;
        let parts = atoms.split(|atom| {
            depth += nesting(atom);
            depth == 0 && atom.is(",")
        });
        parts.map(|part| self.inner_one(part)).collect()
    }

    /// `both 'x' FROM y`, `y FROM 1 FOR 2`: expressions with words before and between them.
    fn phrase(&self, atoms: &'a [Atom]) -> Option<Node> {
        let word = |atom: &Atom| ["FROM", "for", "placing"].contains(&atom.text.as_str());
        let ends = ["both", "leading", "trailing"];
        let begins = atoms.first().is_some_and(|atom| ends.contains(&atom.text.as_str()));
        let (mut parts, mut before) = (Vec::new(), String::new());
        let (mut from, mut depth) = (0, 0_i32);
        if begins {
            before.clone_from(&atoms.first()?.text);
            from = 1;
        }
        for (at, atom) in atoms.iter().enumerate().skip(from) {
            depth += nesting(atom);
            if depth == 0 && word(atom) {
                parts.push((std::mem::replace(&mut before, atom.text.clone()), &atoms[from..at]));
                from = at + 1;
            }
        }
        parts.push((before, &atoms[from..]));
        let parts: Option<Vec<(String, Option<Node>)>> = parts
            .into_iter()
            .map(|(word, atoms)| match atoms {
                [] => Some((word, None)),
                atoms => self.whole(atoms).map(|node| (word, Some(node))),
            })
            .collect();
        parts.filter(|parts| parts.len() > 1).map(Node::Phrase)
    }

    /// What no operator of its own holds together.
    pub(super) fn primary(&mut self) -> Option<Node> {
        let atom = self.peek()?;
        if atom.is("(") {
            let inner = self.group("(", ")")?;
            let whole = self.whole(inner).filter(|_| !is_query(inner));
            return Some(whole.unwrap_or_else(|| Node::Built {
                word: String::new(),
                marks: ["(", ")"],
                elements: self.inner_list(inner),
            }));
        }
        if atom.class == Class::Operand {
            return self.operand();
        }
        if atom.class == Class::Symbol {
            return None;
        }
        match atom.text.as_str() {
            "CASE" => {
                self.at += 1;
                self.case()
            }
            "CAST" => {
                self.at += 1;
                let inner = self.group("(", ")")?;
                let cut = inner.iter().rposition(|atom| atom.is("AS"))?;
                let value = write::in_words(self.levels, &self.inner_one(&inner[..cut]));
                Some(Node::Plain(format!("CAST({value} AS {})", join(&inner[cut + 1..]))))
            }
            "ARRAY" | "ROW" | "EXISTS" | "RAISE" => {
                self.at += 1;
                let list = self.is("[");
                let inner = if list { self.group("[", "]")? } else { self.group("(", ")")? };
                let marks = match (list, atom.is("ROW") || atom.is("RAISE")) {
                    (true, _) => ["[", "]"],
                    (false, true) => ["(", ")"],
                    (false, false) => [" (", ")"],
                };
                let elements = self.inner_list(inner);
                Some(Node::Built { word: atom.text.clone(), marks, elements })
            }
            // `left(…)`, `glob(…)`: functions that are called like keywords.
            _ if self.atoms.get(self.at + 1).is_some_and(|next| next.is("(")) => {
                self.at += 1;
                let inner = self.group("(", ")")?;
                let name = atom.text.to_ascii_lowercase();
                let arguments = self.inner_list(inner);
                Some(Node::Call { name, arguments, tail: String::new() })
            }
            _ => None,
        }
    }

    fn case(&mut self) -> Option<Node> {
        let of = if self.is("WHEN") { None } else { Some(self.boxed(0)?) };
        let mut whens = Vec::new();
        while self.eat("WHEN") {
            let when = self.part(0)?;
            if !self.eat("THEN") {
                return None;
            }
            whens.push((when, self.part(0)?));
        }
        let otherwise = if self.eat("ELSE") { Some(self.boxed(0)?) } else { None };
        self.eat("END").then_some(Node::Case { of, whens, otherwise })
    }

    /// A literal, a name, a call, or a literal with its type before it.
    fn operand(&mut self) -> Option<Node> {
        let name = self.names()?;
        let literal = |atom: &&Atom| atom.class == Class::Operand && atom.text.starts_with('\'');
        if let Some(atom) = self.peek().filter(literal) {
            self.at += 1;
            return Some(Node::Typed { ty: name, literal: atom.text.clone() });
        }
        if !self.is("(") {
            return Some(Node::Plain(name));
        }
        let inner = self.group("(", ")")?;
        let arguments = self.inner_list(inner);
        let mut tail = String::new();
        for word in ["FILTER", "OVER"] {
            if self.eat(word) {
                let is_named = word == "OVER" && !self.is("(");
                tail = if is_named {
                    format!("{tail} {word} {}", self.names()?)
                } else {
                    format!("{tail} {word} ({})", join(self.group("(", ")")?))
                };
            }
        }
        Some(Node::Call { name, arguments, tail })
    }
}

fn nesting(atom: &Atom) -> i32 {
    i32::from(atom.is("(") || atom.is("[")) - i32::from(atom.is(")") || atom.is("]"))
}

fn is_query(atoms: &[Atom]) -> bool {
    atoms
        .first()
        .is_some_and(|first| ["SELECT", "WITH", "VALUES"].iter().any(|word| first.is(word)))
}
