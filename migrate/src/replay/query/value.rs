//! The types of expressions: of columns, literals, casts, operators. Where a column may be without a type, only columns
//! and casts have one.

use super::known::{bare, has_collation, is_text, is_whole, rank, wider};
use super::{Frame, Known, Output, Reader, item};
use crate::replay::canon;
use crate::replay::cursor::Cursor;
use crate::replay::expr::Node;
use crate::schema::Type;
use crate::split::lex::Token;

impl Reader<'_, '_> {
    /// What is known of the value that `tokens` are.
    pub(super) fn value(&self, tokens: &[Token<'_>], frame: &Frame<'_>) -> Known {
        if !self.types {
            return Known::Nothing;
        }
        if self.world.capability.untyped_columns {
            return self.plain_value(tokens, frame);
        }
        if self.path(tokens).is_some() {
            return self.column(tokens, frame).map_or(Known::Nothing, |column| column.known);
        }
        match canon::node(self.world.dialect, tokens) {
            Some(node) => self.node(&node, frame),
            None => Known::Nothing,
        }
    }

    /// As [`Reader::value`], where most values have no type.
    fn plain_value(&self, tokens: &[Token<'_>], frame: &Frame<'_>) -> Known {
        let tokens = canon::strip(tokens);
        if self.path(tokens).is_some() {
            return self.column(tokens, frame).map_or(Known::Nothing, |column| column.known);
        }
        match tokens {
            [value @ .., word, _] if word.is("COLLATE") => self.plain_value(value, frame),
            [cast, inner @ ..] if cast.is("CAST") && item::inside(inner).is_some() => {
                let inner = item::inside(inner).unwrap_or_default();
                let at =
                    inner.iter().rposition(|token| token.is("AS")).map_or(inner.len(), |at| at + 1);
                let words: Vec<&str> = inner[at..].iter().map(|token| token.text).collect();
                let ty = self.world.ty(&words.join(" "));
                // Numbers by cast are `INT` to one version and `NUM` to another.
                let made = self.world.dialect.made_type(&ty);
                let is_settled =
                    ["TEXT", ""].iter().any(|words| made == Type::Raw((*words).to_owned()));
                if is_settled { Known::of(ty) } else { Known::Nothing }
            }
            tokens if item::inside(tokens).is_some_and(item::is_query) => {
                let inner = item::inside(tokens).unwrap_or_default();
                let cursor = Cursor::new(self.world.dialect, "");
                self.scalar(&mut cursor.over(inner.to_vec()), frame)
            }
            _ => Known::untyped(),
        }
    }

    /// The one column of a query in parentheses.
    fn scalar(&self, cursor: &mut Cursor<'_>, frame: &Frame<'_>) -> Known {
        let outputs = self.apart().all(cursor, frame).unwrap_or_default();
        match outputs.as_slice() {
            [only] => only.known.clone(),
            _ => Known::Nothing,
        }
    }

    /// The name and the columns of a source, by the name that it goes by.
    pub(super) fn source_columns<'f>(
        &self,
        name: &str,
        frame: &'f Frame<'_>,
    ) -> Option<(&'f str, &'f [Output])> {
        let own = frame.sources.named(|alias| self.world.same(alias, name));
        match (own, frame.outer) {
            (Some((alias, columns)), _) => Some((alias, columns?)),
            (None, Some(outer)) => self.source_columns(name, outer),
            (None, None) => None,
        }
    }

    /// The column that a name means.
    pub(super) fn column(&self, tokens: &[Token<'_>], frame: &Frame<'_>) -> Option<Output> {
        let (source, name) = self.path(tokens)?;
        self.named_column(source.as_deref(), &name, frame)
    }

    fn named_column(&self, source: Option<&str>, name: &str, frame: &Frame<'_>) -> Option<Output> {
        let is_it =
            |output: &&Output| output.name.as_ref().is_some_and(|own| self.world.same(own, name));
        if let Some(source) = source {
            return self.source_columns(source, frame)?.1.iter().find(is_it).cloned();
        }
        let mut frame = frame;
        loop {
            let found = match frame.sources.all() {
                Some(all) => all.map(|column| &column.output).find(is_it),
                // It may be one of those that are not known.
                None if frame.sources.is_none() => None,
                None => return None,
            };
            if let Some(found) = found {
                return Some(found.clone());
            }
            frame = frame.outer?;
        }
    }

    pub(super) fn node(&self, node: &Node, frame: &Frame<'_>) -> Known {
        match node {
            Node::Plain(text) => self.plain(text, frame),
            Node::Prefix { operator, inner } => match operator.as_str() {
                "NOT" => Known::of(Type::Boolean),
                "-" | "+" | "~" | "@" => match self.node(inner, frame).bare() {
                    Known::Type(ty, _) => Known::of(self.base(&ty)),
                    Known::Literal | Known::Nothing => Known::Nothing,
                },
                _ => Known::Nothing,
            },
            Node::Infix { left, operator, right } => self.infix(left, operator, right, frame),
            Node::Between { .. } | Node::In { .. } | Node::Like { .. } | Node::Is { .. } => {
                Known::of(Type::Boolean)
            }
            Node::Cast { value, ty } => {
                let collation = self.node(value, frame).collation().cloned();
                let ty = self.world.ty(ty);
                let collation = collation.filter(|_| has_collation(&ty));
                Known::Type(ty, collation)
            }
            Node::Typed { ty, .. } => Known::of(self.world.ty(ty)),
            Node::Subscript { value, at } => match self.node(value, frame) {
                Known::Type(ty, collation) if at.contains(':') => Known::Type(ty, collation),
                Known::Type(Type::Array(element), collation) => Known::Type(*element, collation),
                Known::Type(Type::Json, _) => Known::of(Type::Json),
                _ => Known::Nothing,
            },
            Node::Call { name, arguments, .. } => {
                let given: Vec<Known> =
                    arguments.iter().map(|argument| self.node(argument, frame)).collect();
                self.call(name, &given)
            }
            Node::Case { whens, otherwise, .. } => {
                let results = whens.iter().map(|(_, result)| result).chain(otherwise.as_deref());
                let results: Vec<Known> = results.map(|result| self.node(result, frame)).collect();
                self.common(&results)
            }
            Node::Built { word, marks, elements } => self.built(word, marks, elements, frame),
            Node::Quantified { .. } | Node::Phrase(_) => Known::Nothing,
        }
    }

    fn plain(&self, text: &str, frame: &Frame<'_>) -> Known {
        let is_number = text.starts_with(|first: char| first.is_ascii_digit() || first == '.');
        if is_number {
            return Known::of(if text.parse::<i32>().is_ok() {
                Type::Integer
            } else if text.parse::<i64>().is_ok() {
                Type::BigInt
            } else {
                Type::Decimal(None)
            });
        }
        match text {
            "NULL" => Known::Literal,
            "TRUE" | "FALSE" => Known::of(Type::Boolean),
            "CURRENT_TIMESTAMP" => Known::of(Type::TimestampTz),
            "LOCALTIMESTAMP" => Known::of(Type::Timestamp),
            "CURRENT_DATE" => Known::of(Type::Date),
            text if text.starts_with(['\'', 'E']) && text.ends_with('\'') => Known::Literal,
            text => {
                let mut cursor = Cursor::new(self.world.dialect, text);
                // What an aggregate is given may be more than a value: `DISTINCT x ORDER BY y`.
                let is_more = cursor.eat("DISTINCT") || cursor.eat("ALL");
                let tokens = cursor.until(|_, token| token.is("ORDER"));
                if is_more || !cursor.done() {
                    return self.value(&tokens, frame);
                }
                self.column(&tokens, frame).map_or(Known::Nothing, |column| column.known)
            }
        }
    }

    fn built(&self, word: &str, marks: &[&str; 2], elements: &[Node], frame: &Frame<'_>) -> Known {
        let query = |elements: &[Node]| match elements {
            [Node::Plain(sql)] => self.scalar(&mut Cursor::new(self.world.dialect, sql), frame),
            _ => Known::Nothing,
        };
        let array = |known: Known| match known.bare() {
            Known::Type(ty @ Type::Array(_), collation) => Known::Type(ty, collation),
            Known::Type(ty, collation) => Known::Type(Type::Array(Box::new(ty)), collation),
            Known::Literal | Known::Nothing => Known::Nothing,
        };
        match (word, marks[0]) {
            ("", _) => query(elements),
            ("EXISTS", _) => Known::of(Type::Boolean),
            ("ARRAY", "[") => {
                let all: Vec<Known> = elements.iter().map(|node| self.node(node, frame)).collect();
                array(self.common(&all).settled(self.world.capability))
            }
            ("ARRAY", _) => array(query(elements)),
            _ => Known::Nothing,
        }
    }

    fn infix(&self, left: &Node, operator: &str, right: &Node, frame: &Frame<'_>) -> Known {
        const COMPARE: [&str; 25] = [
            "AND", "OR", "=", "<>", "<", ">", "<=", ">=", "~", "~*", "!~", "!~*", "~~", "!~~",
            "~~*", "!~~*", "@>", "<@", "?", "?|", "?&", "&&", "@@", "^@", "@?",
        ];
        if COMPARE.contains(&operator) {
            return Known::of(Type::Boolean);
        }
        let left = self.node(left, frame);
        if operator == "COLLATE" {
            let Node::Plain(name) = right else { return Known::Nothing };
            let collation = Cursor::new(self.world.dialect, name).name().ok().map(|name| name.name);
            let collation =
                collation.filter(|name| name != self.world.capability.default_collation);
            return match left.settled(self.world.capability) {
                Known::Type(ty, _) => Known::Type(ty, collation),
                other => other,
            };
        }
        let right = self.node(right, frame);
        let collation = left.collation().or(right.collation()).cloned();
        let bared = |known: Known| match known.bare() {
            Known::Type(ty, _) => Some(Some(self.base(&ty))),
            Known::Literal => Some(None),
            Known::Nothing => None,
        };
        let found = bared(left).zip(bared(right)).and_then(|sides| computed(operator, &sides));
        match found {
            Some(ty) if has_collation(&ty) => Known::Type(ty, collation),
            Some(ty) => Known::of(ty),
            None => Known::Nothing,
        }
    }
}

fn interval() -> Type {
    Type::Raw("interval".to_owned())
}

/// What an operator gives for values of these types; a literal has none.
fn computed(operator: &str, sides: &(Option<Type>, Option<Type>)) -> Option<Type> {
    let json = |ty: &Type| *ty == Type::Json || *ty == Type::Raw("json".to_owned());
    match operator {
        "+" | "-" | "*" | "/" | "%" | "^" => arithmetic(operator, sides),
        "&" | "|" | "#" => match sides {
            (Some(one), Some(other)) if is_whole(one) && is_whole(other) => wider(one, other),
            _ => None,
        },
        "<<" | ">>" => sides.0.clone().filter(is_whole),
        "->" | "#>" => sides.0.clone().filter(json),
        "->>" | "#>>" => sides.0.as_ref().filter(|ty| json(ty)).map(|_| Type::Text),
        "AT TIME ZONE" => match &sides.1 {
            Some(Type::Timestamp) => None,
            _ => match &sides.0 {
                Some(Type::Timestamp) => Some(Type::TimestampTz),
                Some(Type::TimestampTz) => Some(Type::Timestamp),
                _ => None,
            },
        },
        "||" => match sides {
            (None, None) => Some(Type::Text),
            (Some(ty @ (Type::Json | Type::Bytes)), None)
            | (None, Some(ty @ (Type::Json | Type::Bytes))) => Some(ty.clone()),
            (Some(one), Some(other)) if one == other && !is_text(one) => match one {
                Type::Json | Type::Bytes | Type::Array(_) => Some(one.clone()),
                _ => None,
            },
            (Some(Type::Array(_)), _) | (_, Some(Type::Array(_))) => None,
            (Some(one), _) if is_text(one) => Some(Type::Text),
            (_, Some(other)) if is_text(other) => Some(Type::Text),
            _ => None,
        },
        _ => None,
    }
}

fn arithmetic(operator: &str, sides: &(Option<Type>, Option<Type>)) -> Option<Type> {
    let (one, other) = match sides {
        (Some(one), Some(other)) => (one, other),
        // A literal beside a number is one of its kind.
        (Some(ty), None) | (None, Some(ty)) if rank(ty).is_some() && operator != "^" => (ty, ty),
        _ => return None,
    };
    if rank(one).is_some() && rank(other).is_some() {
        let common = wider(one, other)?;
        let mixed = common == Type::Real && one != other;
        let power = operator == "^" && common != Type::Decimal(None);
        return Some(if mixed || power { Type::Double } else { bare(common) });
    }
    let is_interval = |ty: &Type| matches!(ty, Type::Raw(words) if words.starts_with("interval"));
    let is_moment = |ty: &Type| matches!(ty, Type::Timestamp | Type::TimestampTz);
    match (operator, one, other) {
        ("-", Type::Date, Type::Date) => Some(Type::Integer),
        ("+" | "-", Type::Date, other) if is_whole(other) && *other != Type::BigInt => {
            Some(Type::Date)
        }
        ("+", Type::Date, Type::Time) => Some(Type::Timestamp),
        ("+" | "-", Type::Date, other) if is_interval(other) => Some(Type::Timestamp),
        ("+" | "-", one, other) if is_moment(one) && is_interval(other) => Some(one.clone()),
        ("+", one, other) if is_interval(one) && is_moment(other) => Some(other.clone()),
        ("-", one, other) if is_moment(one) && one == other => Some(interval()),
        ("+" | "-", one, other) if is_interval(one) && is_interval(other) => Some(interval()),
        ("*" | "/", one, other) if is_interval(one) && rank(other).is_some() => Some(interval()),
        ("*", one, other) if rank(one).is_some() && is_interval(other) => Some(interval()),
        _ => None,
    }
}
