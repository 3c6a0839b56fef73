//! The structure of an expression, as far as it decides which parentheses mean something: operators by how tightly they
//! bind, calls, casts, lists. What has another structure stays as it is written.

use super::canon::{Atom, Class, join};
use crate::dialect::{Dialect, Levels};

/// A part of an expression in its canonical text, and how tightly its outermost operator binds.
struct Part {
    text: String,
    level: u8,
}

/// What needs no parentheses anywhere.
const WHOLE: u8 = 100;

/// The canonical text of an expression; `None` if its structure is not known here.
pub(super) fn text(dialect: &dyn Dialect, atoms: &[Atom]) -> Option<String> {
    let levels = &dialect.capability().lexis.levels;
    let mut reader = Reader { levels, atoms, at: 0, depth: 0 };
    let part = reader.part(0)?;
    (reader.at == atoms.len()).then_some(part.text)
}

/// The canonical text of expressions with commas between.
pub(super) fn list(dialect: &dyn Dialect, atoms: &[Atom]) -> String {
    let levels = &dialect.capability().lexis.levels;
    Reader { levels, atoms, at: 0, depth: 0 }.inner_list(atoms)
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
    fn part(&mut self, least: u8) -> Option<Part> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return None;
        }
        let mut left = self.prefix()?;
        while let Some(next) = self.infix(&left, least)? {
            left = next;
        }
        self.depth -= 1;
        Some(left)
    }

    fn prefix(&mut self) -> Option<Part> {
        let atom = self.peek()?;
        if atom.is("NOT") {
            self.at += 1;
            let level = self.levels.not;
            let inner = self.part(level)?;
            return Some(Part { text: format!("NOT {}", wrap(inner, level)), level });
        }
        let sign = atom.is("-") || atom.is("+") || atom.is("~");
        if sign || (atom.class == Class::Symbol && is_operator(&atom.text)) {
            let operator = atom.text.clone();
            self.at += 1;
            let level = if operator == "-" || operator == "+" {
                self.levels.sign
            } else {
                self.levels.other
            };
            let inner = self.part(level)?;
            let inner = wrap(inner, level);
            let apart = if sign && !inner.starts_with(['-', '+', '~']) { "" } else { " " };
            return Some(Part { text: format!("{operator}{apart}{inner}"), level });
        }
        let mut part = self.primary()?;
        self.suffixes(&mut part)?;
        Some(part)
    }

    /// Casts, subscripts and fields, which bind tightest.
    fn suffixes(&mut self, part: &mut Part) -> Option<()> {
        loop {
            if self.eat("::") {
                let ty = self.peek().filter(|atom| atom.class == Class::Operand)?.text.clone();
                self.at += 1;
                let value = std::mem::take(&mut part.text);
                let value = if part.level == WHOLE { value } else { format!("({value})") };
                *part = Part { text: format!("{value}::{ty}"), level: WHOLE };
            } else if self.is("[") {
                let inner = self.group("[", "]")?;
                part.text = format!("{}[{}]", part.text, join(inner));
            } else if self.is(".") {
                return None;
            } else {
                return Some(());
            }
        }
    }

    /// The part that `left` is the left side of, if an operator that binds tightly enough follows.
    fn infix(&mut self, left: &Part, least: u8) -> Option<Option<Part>> {
        let Some(atom) = self.peek() else { return Some(None) };
        let levels = self.levels;
        let side = |part: &Part, least: u8| {
            if part.level < least { format!("({})", part.text) } else { part.text.clone() }
        };
        let negated = atom.is("NOT");
        let word =
            self.atoms.get(self.at + usize::from(negated)).map_or("", |atom| match atom.class {
                Class::Keyword => atom.text.as_str(),
                Class::Operand | Class::Symbol => "",
            });
        let not = if negated { "NOT " } else { "" };
        let begin = self.at;
        let found = match word {
            "OR" | "AND" if !negated => {
                let level = if word == "OR" { levels.or } else { levels.and };
                if level < least {
                    return Some(None);
                }
                self.at += 1;
                let right = self.part(level + 1)?;
                // Parentheses around more of the same on the right change nothing.
                let right = if right.level == level { right.text } else { wrap(right, level) };
                Part { text: format!("{} {word} {right}", side(left, level)), level }
            }
            "IN" | "BETWEEN" | "LIKE" | "ILIKE" | "GLOB" | "REGEXP" | "MATCH" | "SIMILAR" => {
                let level = levels.range;
                if level < least {
                    return Some(None);
                }
                self.at += 1 + usize::from(negated);
                let rest = self.range(word, level)?;
                Part { text: format!("{} {not}{word} {rest}", side(left, level + 1)), level }
            }
            "IS" | "ISNULL" | "NOTNULL" => {
                let level = levels.is;
                if level < least || negated {
                    return Some(None);
                }
                self.at += 1;
                let rest = self.is_rest(word, level)?;
                Part { text: format!("{} IS {rest}", side(left, level + 1)), level }
            }
            "COLLATE" if !negated => {
                let level = levels.collate;
                if level < least {
                    return Some(None);
                }
                self.at += 1;
                let name = self.names()?;
                Part { text: format!("{} COLLATE {name}", side(left, level)), level }
            }
            "AT" if !negated => {
                let level = levels.zone;
                if level < least {
                    return Some(None);
                }
                self.at += 1;
                if !(self.eat_word("time") && self.eat_word("zone")) {
                    return None;
                }
                let right = self.part(level + 1)?;
                Part {
                    text: format!("{} AT TIME ZONE {}", side(left, level), wrap(right, level + 1)),
                    level,
                }
            }
            _ if atom.class == Class::Symbol && is_operator(&atom.text) => {
                return self.operator(left, least);
            }
            _ => return Some(None),
        };
        debug_assert!(self.at > begin, "an operator was read");
        Some(Some(found))
    }

    fn operator(&mut self, left: &Part, least: u8) -> Option<Option<Part>> {
        let operator = self.peek()?.text.clone();
        let levels = self.levels;
        let (level, chains) = match operator.as_str() {
            "=" | "<>" => (levels.equality, false),
            "<" | ">" | "<=" | ">=" => (levels.comparison, false),
            "&" | "|" | "<<" | ">>" => (levels.bits, true),
            "||" | "->" | "->>" => (levels.concatenation, true),
            "+" | "-" => (levels.addition, true),
            "*" | "/" | "%" => (levels.multiplication, true),
            "^" => (levels.power, true),
            _ => (levels.other, true),
        };
        if level < least {
            return Some(None);
        }
        self.at += 1;
        let right = match self.peek() {
            Some(atom) if atom.is("ANY") || atom.is("SOME") || atom.is("ALL") => {
                self.quantified()?
            }
            _ => self.part(level + 1)?,
        };
        let left_least = if chains { level } else { level + 1 };
        let left =
            if left.level < left_least { format!("({})", left.text) } else { left.text.clone() };
        Some(Some(Part { text: format!("{left} {operator} {}", wrap(right, level + 1)), level }))
    }

    /// `ANY (…)` and `ALL (…)`.
    fn quantified(&mut self) -> Option<Part> {
        let word = if self.eat("ALL") { "ALL" } else { "ANY" };
        if word == "ANY" {
            self.at += 1;
        }
        let inner = self.group("(", ")")?;
        Some(Part { text: format!("{word} ({})", self.inner_one(inner)), level: WHOLE })
    }

    fn range(&mut self, word: &str, level: u8) -> Option<String> {
        match word {
            "IN" if self.is("(") => {
                let inner = self.group("(", ")")?;
                Some(format!("({})", self.inner_list(inner)))
            }
            "IN" => self.names(),
            "BETWEEN" => {
                let symmetric = if self.eat_word("symmetric") { "SYMMETRIC " } else { "" };
                let from = self.part(level + 1)?;
                if !self.eat("AND") {
                    return None;
                }
                let to = self.part(level + 1)?;
                Some(format!("{symmetric}{} AND {}", wrap(from, level + 1), wrap(to, level + 1)))
            }
            _ => {
                let to = if word == "SIMILAR" {
                    if self.eat_word("to") { "TO " } else { return None }
                } else {
                    ""
                };
                let pattern = self.part(level + 1)?;
                let mut text = format!("{to}{}", wrap(pattern, level + 1));
                if self.eat("ESCAPE") {
                    let escape = self.part(level + 1)?;
                    text = format!("{text} ESCAPE {}", wrap(escape, level + 1));
                }
                Some(text)
            }
        }
    }

    fn is_rest(&mut self, word: &str, level: u8) -> Option<String> {
        match word {
            "ISNULL" => return Some("NULL".to_owned()),
            "NOTNULL" => return Some("NOT NULL".to_owned()),
            _ => {}
        }
        let not = if self.eat("NOT") { "NOT " } else { "" };
        let distinct = if self.eat("DISTINCT") {
            if !self.eat("FROM") {
                return None;
            }
            "DISTINCT FROM "
        } else {
            ""
        };
        let right = self.part(level + 1)?;
        Some(format!("{not}{distinct}{}", wrap(right, level + 1)))
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

impl<'a> Reader<'a> {
    fn inside(&self, atoms: &'a [Atom]) -> Reader<'a> {
        Reader { levels: self.levels, atoms, at: 0, depth: self.depth }
    }

    /// One expression within marks, or whatever else stands there, as it is.
    fn inner_one(&self, atoms: &'a [Atom]) -> String {
        let mut reader = self.inside(atoms);
        match reader.part(0) {
            Some(part) if reader.at == atoms.len() => part.text,
            Some(_) | None => join(atoms),
        }
    }

    /// Expressions with commas between.
    fn inner_list(&self, atoms: &'a [Atom]) -> String {
        if is_query(atoms) {
            return join(atoms);
        }
        let mut depth = 0_i32;
        let parts = atoms.split(|atom| {
            depth +=
                i32::from(atom.is("(") || atom.is("[")) - i32::from(atom.is(")") || atom.is("]"));
            depth == 0 && atom.is(",")
        });
        parts.map(|part| self.inner_one(part)).collect::<Vec<_>>().join(", ")
    }

    /// What no operator of its own holds together.
    fn primary(&mut self) -> Option<Part> {
        let atom = self.peek()?;
        let text = if atom.is("(") {
            let inner = self.group("(", ")")?;
            let mut reader = self.inside(inner);
            if !is_query(inner)
                && let Some(part) = reader.part(0)
                && reader.at == inner.len()
            {
                return Some(part);
            }
            format!("({})", self.inner_list(inner))
        } else if atom.is("CASE") {
            self.at += 1;
            self.case()?
        } else if atom.is("CAST") {
            self.at += 1;
            let inner = self.group("(", ")")?;
            let cut = inner.iter().rposition(|atom| atom.is("AS"))?;
            format!("CAST({} AS {})", self.inner_one(&inner[..cut]), join(&inner[cut + 1..]))
        } else if atom.is("ARRAY") || atom.is("ROW") || atom.is("EXISTS") || atom.is("RAISE") {
            self.at += 1;
            let list = self.is("[");
            let inner = if list { self.group("[", "]")? } else { self.group("(", ")")? };
            let (open, close) = match (list, atom.is("ROW") || atom.is("RAISE")) {
                (true, _) => ("[", "]"),
                (false, true) => ("(", ")"),
                (false, false) => (" (", ")"),
            };
            format!("{}{open}{}{close}", atom.text, self.inner_list(inner))
        } else if atom.class == Class::Operand {
            self.operand()?
        } else if atom.class == Class::Keyword
            && self.atoms.get(self.at + 1).is_some_and(|next| next.is("("))
        {
            // `left(…)`, `glob(…)`: functions that are called like keywords.
            self.at += 1;
            let inner = self.group("(", ")")?;
            format!("{}({})", atom.text.to_ascii_lowercase(), self.inner_list(inner))
        } else {
            return None;
        };
        Some(Part { text, level: WHOLE })
    }

    fn case(&mut self) -> Option<String> {
        let mut text = "CASE".to_owned();
        if !self.is("WHEN") {
            text = format!("{text} {}", self.part(0)?.text);
        }
        while self.eat("WHEN") {
            let when = self.part(0)?.text;
            if !self.eat("THEN") {
                return None;
            }
            text = format!("{text} WHEN {when} THEN {}", self.part(0)?.text);
        }
        if self.eat("ELSE") {
            text = format!("{text} ELSE {}", self.part(0)?.text);
        }
        self.eat("END").then(|| format!("{text} END"))
    }

    /// A literal, a name, a call, or a literal with its type before it.
    fn operand(&mut self) -> Option<String> {
        let mut text = self.names()?;
        let literal = |atom: &Atom| atom.class == Class::Operand && atom.text.starts_with('\'');
        if let Some(atom) = self.peek().filter(|atom| literal(atom)) {
            self.at += 1;
            return Some(format!("{text} {}", atom.text));
        }
        if self.is("(") {
            let inner = self.group("(", ")")?;
            text = format!("{text}({})", self.inner_list(inner));
            if self.eat("FILTER") {
                let inner = self.group("(", ")")?;
                text = format!("{text} FILTER ({})", join(inner));
            }
            if self.eat("OVER") {
                let inner = self.group("(", ")")?;
                text = format!("{text} OVER ({})", join(inner));
            }
        }
        Some(text)
    }
}

fn wrap(part: Part, least: u8) -> String {
    if part.level < least { format!("({})", part.text) } else { part.text }
}

fn is_operator(symbol: &str) -> bool {
    !matches!(symbol, "(" | ")" | "[" | "]" | "," | ";" | "." | "::" | ":" | ":=" | "$" | "\\")
}

fn is_query(atoms: &[Atom]) -> bool {
    atoms
        .first()
        .is_some_and(|first| ["SELECT", "WITH", "VALUES"].iter().any(|word| first.is(word)))
}
