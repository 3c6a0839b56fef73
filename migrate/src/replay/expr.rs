//! The structure of an expression, as far as it decides which parentheses mean something: operators by how tightly they
//! bind, calls, casts, lists. What has another structure stays as it is written.
//!
//! ```text
//! atoms ── read ── Node ── write ── text
//!                    └─── meaning ── Node ── write ── text that is equal where the meaning is
//! ```

mod meaning;
mod read;
mod write;

use super::canon::Atom;
use crate::dialect::Dialect;
pub(super) use meaning::{Scope, meaning};
pub(super) use read::read;

/// A part of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// A name, a literal, or words whose structure is not known.
    Plain(String),
    /// An operator before its operand; `NOT` among them.
    Prefix { operator: String, inner: Box<Node> },
    /// An operator between its operands; `AND`, `OR`, `COLLATE` and `AT TIME ZONE` among them.
    Infix { left: Box<Node>, operator: String, right: Box<Node> },
    /// `BETWEEN`.
    Between { left: Box<Node>, negated: bool, symmetric: bool, from: Box<Node>, to: Box<Node> },
    /// `IN`, with a list in parentheses, or with a name.
    In { left: Box<Node>, negated: bool, list: Result<Vec<Node>, String> },
    /// `LIKE` and its kin.
    Like {
        left: Box<Node>,
        negated: bool,
        word: String,
        pattern: Box<Node>,
        escape: Option<Box<Node>>,
    },
    /// `IS`.
    Is { left: Box<Node>, negated: bool, distinct: bool, right: Box<Node> },
    /// `x::type`, the type in its canonical spelling.
    Cast { value: Box<Node>, ty: String },
    /// `x[…]`.
    Subscript { value: Box<Node>, at: String },
    /// `f(…)` and what may follow it.
    Call { name: String, arguments: Vec<Node>, tail: String },
    /// A literal with its type before it.
    Typed { ty: String, literal: String },
    /// `CASE … END`.
    Case { of: Option<Box<Node>>, whens: Vec<(Node, Node)>, otherwise: Option<Box<Node>> },
    /// `ARRAY[…]`, and `ROW(…)` and the like, which have other marks.
    Built { word: String, marks: [&'static str; 2], elements: Vec<Node> },
    /// `ANY (…)` or `ALL (…)`.
    Quantified { word: &'static str, inner: Box<Node> },
    /// Words that take the place of commas within a call: `both FROM x`, `x FROM 1 FOR 2`.
    Phrase(Vec<(String, Option<Node>)>),
}

/// What needs no parentheses anywhere.
const WHOLE: u8 = 100;

/// The canonical text of an expression; `None` if its structure is not known here.
pub(super) fn text(dialect: &dyn Dialect, atoms: &[Atom]) -> Option<String> {
    read(dialect, atoms).map(|node| write::text(dialect, &node))
}

/// The canonical text of expressions with commas between.
pub(super) fn list(dialect: &dyn Dialect, atoms: &[Atom]) -> String {
    write::list(dialect, &read::list(dialect, atoms))
}
