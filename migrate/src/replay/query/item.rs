//! The items of a query: where each ends, what it is called, and what a star among them means.

use super::{Frame, Output, Reader, Star};
use crate::replay::canon;
use crate::replay::cursor::{self, Cursor};
use crate::replay::expr::Node;
use crate::split::lex::{Kind, Token};

/// Words before which an item, a list of sources or a condition ends.
const AFTER: [&str; 13] = [
    "FROM",
    "WHERE",
    "GROUP",
    "HAVING",
    "WINDOW",
    "UNION",
    "EXCEPT",
    "INTERSECT",
    "ORDER",
    "LIMIT",
    "OFFSET",
    "FETCH",
    "FOR",
];

/// Whether an item ends before `token`.
pub(super) fn ends(previous: Option<&Token<'_>>, token: &Token<'_>) -> bool {
    let goes_on = previous.is_some_and(|previous| {
        previous.is_symbol(".")
            || previous.is("AS")
            || (previous.is("DISTINCT") && token.is("FROM"))
            || (previous.is("WITHIN") && token.is("GROUP"))
    });
    !goes_on && AFTER.iter().any(|word| token.is(word))
}

/// What stands between commas outside of all parentheses.
pub(super) fn split<'t, 'a>(tokens: &'t [Token<'a>]) -> Vec<&'t [Token<'a>]> {
    let mut depth = 0_i32;
    let parts = tokens.split(|token| {
        depth += i32::from(token.is_symbol("(") || token.is_symbol("["));
        depth -= i32::from(token.is_symbol(")") || token.is_symbol("]"));
        depth == 0 && token.is_symbol(",")
    });
    parts.collect()
}

/// Whether a query stands here, perhaps in parentheses.
pub(super) fn is_query(tokens: &[Token<'_>]) -> bool {
    let first = tokens.iter().find(|token| !token.is_symbol("("));
    first.is_some_and(|first| {
        ["SELECT", "WITH", "VALUES", "TABLE"].iter().any(|word| first.is(word))
    })
}

/// All of `tokens` without a pair of parentheses around them, if one is.
pub(super) fn inside<'t, 'a>(tokens: &'t [Token<'a>]) -> Option<&'t [Token<'a>]> {
    let [first, inner @ .., last] = tokens else { return None };
    let mut depth = 0_i32;
    let is_whole = inner.iter().all(|token| {
        depth += i32::from(token.is_symbol("(")) - i32::from(token.is_symbol(")"));
        depth >= 0
    });
    (first.is_symbol("(") && last.is_symbol(")") && is_whole).then_some(inner)
}

impl Reader<'_, '_> {
    /// The columns that an item gives; `None` for a star of which that is not known.
    pub(super) fn item(
        &self,
        sql: &str,
        tokens: &[Token<'_>],
        frame: &Frame<'_>,
    ) -> Option<Vec<Output>> {
        if tokens.last().is_some_and(|token| token.is_symbol("*"))
            && let Some(qualifier) = self.qualifier(tokens)
        {
            let columns = self.starred(&qualifier, frame)?;
            let from = tokens.first().map_or(0, |token| token.offset);
            let to = tokens.last().map_or(0, Token::end);
            let (outputs, columns): (Vec<Output>, Vec<_>) = columns.into_iter().unzip();
            let columns: Option<Vec<(Option<String>, String)>> =
                columns.into_iter().map(|(source, name)| Some((source, name?))).collect();
            if let Some(columns) = columns.filter(|columns| !columns.is_empty()) {
                self.stars.borrow_mut().push(Star { from, to, columns });
            }
            return Some(outputs);
        }
        let (value, alias) = self.alias_apart(tokens);
        let name = alias.or_else(|| self.name(sql, value, frame));
        Some(vec![Output { name, known: self.value(value, frame) }])
    }

    /// What stands before a star: nothing, or a name.
    fn qualifier(&self, tokens: &[Token<'_>]) -> Option<Option<String>> {
        match tokens {
            [_] => Some(None),
            [.., name, dot, _] if dot.is_symbol(".") => {
                cursor::identifier(self.world.dialect, name).map(Some)
            }
            _ => None,
        }
    }

    /// The columns that a star means, each with its source if the star has to tell them apart, and its name.
    #[allow(clippy::type_complexity, reason = "pairs that are taken apart at once")]
    fn starred(
        &self,
        qualifier: &Option<String>,
        frame: &Frame<'_>,
    ) -> Option<Vec<(Output, (Option<String>, Option<String>))>> {
        let sources = &frame.sources;
        let alone = sources.is_one();
        let told = |source: Option<String>, output: Output| {
            let name = output.name.clone();
            (output, (source.filter(|_| !alone), name))
        };
        match qualifier {
            None => {
                let all = sources.all()?;
                Some(all.map(|column| told(column.source.clone(), column.output.clone())).collect())
            }
            Some(name) => {
                let (alias, columns) = self.source_columns(name, frame)?;
                let source = Some(alias.to_owned());
                Some(columns.iter().map(|column| told(source.clone(), column.clone())).collect())
            }
        }
    }

    /// The value of an item, and the name that is written after it.
    fn alias_apart<'t, 'a>(&self, tokens: &'t [Token<'a>]) -> (&'t [Token<'a>], Option<String>) {
        let [before @ .., last] = tokens else { return (tokens, None) };
        let named = |value: &'t [Token<'a>]| (value, cursor::identifier(self.world.dialect, last));
        match before {
            [value @ .., word] if word.is("AS") && !value.is_empty() => named(value),
            [.., previous] if is_alias(last) && ends_value(before, previous) => named(before),
            _ => (tokens, None),
        }
    }

    /// What the database calls an item that has no name of its own.
    fn name(&self, sql: &str, tokens: &[Token<'_>], frame: &Frame<'_>) -> Option<String> {
        let dialect = self.world.dialect;
        if let Some((_, name)) = self.path(tokens) {
            if !self.world.capability.untyped_columns {
                return Some(name);
            }
            return Some(self.column(tokens, frame).and_then(|column| column.name).unwrap_or(name));
        }
        if self.world.capability.untyped_columns {
            // Its own words.
            let text = sql.get(tokens.first()?.offset..tokens.last()?.end())?;
            return Some(text.to_owned());
        }
        if let Some(inner) = inside(tokens) {
            if is_query(inner) {
                let sql = crate::replay::canon::expression(dialect, inner).0;
                let mut cursor = Cursor::new(dialect, &sql);
                return self.apart().all(&mut cursor, frame)?.into_iter().next()?.name;
            }
            return self.name(sql, inner, frame);
        }
        if let [now, open, close] = tokens
            && open.is_symbol("(")
            && close.is_symbol(")")
        {
            return cursor::identifier(dialect, now);
        }
        node_name(&canon::node(dialect, tokens)?).map(|(name, _)| name)
    }

    /// The names with dots between that `tokens` are: what stands before the last, and the last.
    pub(super) fn path(&self, tokens: &[Token<'_>]) -> Option<(Option<String>, String)> {
        let name = |token: &Token<'_>| match token.kind {
            Kind::Word if canon::is_value(token.text) => None,
            Kind::Word | Kind::Quoted => cursor::identifier(self.world.dialect, token),
            Kind::String | Kind::Number | Kind::Symbol | Kind::Comment => None,
        };
        match tokens {
            [only] => Some((None, name(only)?)),
            [.., source, dot, last] if dot.is_symbol(".") && tokens.len() % 2 == 1 => {
                Some((Some(name(source)?), name(last)?))
            }
            _ => None,
        }
    }
}

/// Whether a word may be the name of an item without `AS` before it.
fn is_alias(token: &Token<'_>) -> bool {
    token.kind == Kind::Quoted || (token.kind == Kind::Word && !canon::is_keyword(token.text))
}

/// Whether a value may end with `previous`, so that what follows is its name.
fn ends_value(tokens: &[Token<'_>], previous: &Token<'_>) -> bool {
    // `x::double precision`, `x AT TIME ZONE y`
    const GO_ON: [&str; 8] =
        ["DOUBLE", "CHARACTER", "BIT", "TIME", "ZONE", "TIMESTAMP", "INTERVAL", "DATE"];
    let before = tokens.len().checked_sub(2).and_then(|at| tokens.get(at));
    let is_type = before.is_some_and(|before| before.is_symbol("::"));
    match previous.kind {
        Kind::Quoted | Kind::String | Kind::Number => {
            !before.is_some_and(|before| before.is("COLLATE")) || previous.kind == Kind::Quoted
        }
        Kind::Word if previous.is("END") || canon::is_value(previous.text) => true,
        Kind::Word if is_type => !GO_ON[..3].iter().any(|word| previous.is(word)),
        Kind::Word => {
            !canon::is_keyword(previous.text) && !GO_ON.iter().any(|word| previous.is(word))
        }
        Kind::Symbol => previous.is_symbol(")") || previous.is_symbol("]"),
        Kind::Comment => false,
    }
}

/// What an expression is called, and whether a cast around it leaves that.
fn node_name(node: &Node) -> Option<(String, bool)> {
    let strong = |name: &str| Some((name.to_owned(), true));
    match node {
        Node::Plain(text) => match text.as_str() {
            "TRUE" | "FALSE" => Some(("bool".to_owned(), false)),
            "CURRENT_TIMESTAMP" | "CURRENT_DATE" | "CURRENT_TIME" | "LOCALTIMESTAMP"
            | "LOCALTIME" | "CURRENT_USER" | "SESSION_USER" => Some((text.to_lowercase(), true)),
            text if text.starts_with(|first: char| first.is_ascii_lowercase() || first == '_') => {
                strong(text.rsplit('.').next()?)
            }
            text if text.starts_with('"') => None,
            _ => nameless(),
        },
        Node::Cast { value, ty } => {
            let inner = node_name(value)?;
            if inner.1 { Some(inner) } else { Some((type_name(ty)?, false)) }
        }
        Node::Typed { ty, .. } => Some((type_name(ty)?, false)),
        Node::Call { name, arguments, .. } => match name.as_str() {
            // `trim(leading …)` and the like are called otherwise.
            "trim" if matches!(arguments.as_slice(), [Node::Phrase(_)]) => None,
            "trim" => strong("btrim"),
            name => strong(name.rsplit('.').next()?).filter(|(name, _)| !name.contains('"')),
        },
        Node::Case { otherwise, .. } => {
            let inner = otherwise.as_deref().and_then(node_name).filter(|(_, strong)| *strong);
            Some(inner.unwrap_or(("case".to_owned(), false)))
        }
        Node::Subscript { value, .. } => node_name(value),
        Node::Infix { operator, left, .. } => match operator.as_str() {
            "AT TIME ZONE" => strong("timezone"),
            "COLLATE" => node_name(left),
            _ => nameless(),
        },
        Node::Built { word, .. } => match word.as_str() {
            "ARRAY" => strong("array"),
            "ROW" => strong("row"),
            "EXISTS" => strong("exists"),
            _ => None,
        },
        Node::Prefix { .. }
        | Node::Between { .. }
        | Node::In { .. }
        | Node::Like { .. }
        | Node::Is { .. } => nameless(),
        Node::Quantified { .. } | Node::Phrase(_) => None,
    }
}

fn nameless() -> Option<(String, bool)> {
    Some(("?column?".to_owned(), false))
}

/// What PostgreSQL calls a type in its own catalogue.
fn type_name(ty: &str) -> Option<String> {
    let name = match ty {
        "boolean" => "bool",
        "smallint" => "int2",
        "integer" => "int4",
        "bigint" => "int8",
        "real" => "float4",
        "double precision" => "float8",
        "timestamp without time zone" => "timestamp",
        "timestamp with time zone" => "timestamptz",
        "time without time zone" => "time",
        "character varying" => "varchar",
        word if word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()) => word,
        word => {
            let inner = word.strip_prefix('"')?.strip_suffix('"')?;
            return (!inner.contains('"')).then(|| inner.to_owned());
        }
    };
    Some(name.to_owned())
}
