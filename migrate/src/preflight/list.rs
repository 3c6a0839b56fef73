//! Lists in the tokens of a statement.

use crate::op::text::Token;

/// A list that has been read.
pub(super) struct List<'t, 's> {
    /// What stands between its commas.
    pub(super) elements: Vec<&'t [Token<'s>]>,
    /// What ends it, and all that follows.
    pub(super) rest: &'t [Token<'s>],
}

/// Reads a list up to the token outside of parentheses that ends it.
///
/// ```text
/// a, lower(b, 1) FROM t        [a] [lower ( b , 1 )]   and   FROM t
/// ```
///
/// `None` if a parenthesis closes that was not open.
pub(super) fn list<'t, 's>(
    tokens: &'t [Token<'s>],
    ends: impl Fn(&Token<'s>) -> bool,
) -> Option<List<'t, 's>> {
    let (mut depth, mut start, mut elements) = (0_usize, 0, Vec::new());
    for (at, token) in tokens.iter().enumerate() {
        match token.text {
            _ if depth == 0 && ends(token) => {
                elements.push(tokens.get(start..at)?);
                return Some(List { elements, rest: tokens.get(at..)? });
            }
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.checked_sub(1)?,
            "," if depth == 0 => {
                elements.push(tokens.get(start..at)?);
                start = at + 1;
            }
            _ => {}
        }
    }
    elements.push(tokens.get(start..)?);
    Some(List { elements, rest: &[] })
}
