//! How deep a source text nests, told before a parser recurses over it: a stack that overflows takes the whole build
//! down without a word. Knows brackets and the few signs that nest without any, not what the text means.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree, token_stream};

/// Deeper than anybody writes by hand, and far less deep than [`STACK`] holds in a debug build.
const DEEPEST: usize = 500;

/// The stack, in bytes, on which source is read. Only what is used of it is ever taken from the machine.
pub(crate) const STACK: usize = 256 << 20;

/// One pair of brackets that is open, and what nests in it.
struct Open {
    rest: token_stream::IntoIter,
    /// How deep it stands itself.
    base: usize,
    /// `<` without its `>`.
    angles: usize,
    /// Signs before a value that has not come yet: `&&&x`, `--x`.
    signs: usize,
    /// Each `else` of a chain stands within the one before.
    elses: usize,
}

impl Open {
    fn new(tokens: TokenStream, base: usize) -> Self {
        Open { rest: tokens.into_iter(), base, angles: 0, signs: 0, elses: 0 }
    }

    fn depth(&self) -> usize {
        self.base + 1 + self.angles + self.signs + self.elses
    }

    fn sign(&mut self, before: char, sign: char) {
        match (before, sign) {
            ('-', '>') => self.signs = 0,
            // An arm of a `match` or the end of a statement: whatever compared with `<` is over.
            ('=', '>') | (_, ';') => (self.angles, self.signs) = (0, 0),
            (_, '<') => self.angles += 1,
            ('<', '=') | (_, '>') => self.angles = self.angles.saturating_sub(1),
            (_, '&' | '*' | '-' | '!') => self.signs += 1,
            _ => self.signs = 0,
        }
    }
}

/// Where `tokens` nest too deep to be read; `None` if they nowhere do.
pub(crate) fn too_deep(tokens: TokenStream) -> Option<Span> {
    let mut open = vec![Open::new(tokens, 0)];
    let (mut before, mut after_else) = (' ', false);
    while let Some(here) = open.last_mut() {
        let Some(token) = here.rest.next() else {
            open.pop();
            continue;
        };
        let span = token.span();
        let (sign_before, else_before) = (before, after_else);
        (before, after_else) = (' ', false);
        match token {
            TokenTree::Punct(punct) => {
                before = punct.as_char();
                here.sign(sign_before, before);
            }
            TokenTree::Ident(ident) => {
                here.signs = 0;
                after_else = ident == "else";
                if after_else {
                    here.elses += 1;
                } else if !else_before && ident == "if" {
                    here.elses = 0;
                }
            }
            TokenTree::Literal(_) => here.signs = 0,
            TokenTree::Group(group) => {
                let depth = here.depth();
                here.signs = 0;
                if group.delimiter() == Delimiter::Brace {
                    here.angles = 0;
                }
                open.push(Open::new(group.stream(), depth));
            }
        }
        if open.last().is_some_and(|here| here.depth() > DEEPEST) {
            return Some(span);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deep(text: &str) -> bool {
        too_deep(text.parse().unwrap()).is_some()
    }

    #[test]
    fn what_nests_is_counted() {
        for (left, middle, right) in [
            ("(", "1", ")"),
            ("Option<", "i64", ">"),
            ("{", "", "}"),
            ("&", "x", ""),
            ("- ", "x", ""),
            ("if a { b } else ", "{ c }", ""),
            ("&(", "x", ")"),
        ] {
            for (count, expected) in [(200, false), (DEEPEST + 1, true)] {
                let text = [left.repeat(count).as_str(), middle, &right.repeat(count)].concat();
                assert_eq!(deep(&text), expected, "{count} times `{left}`");
            }
        }
    }

    #[test]
    fn what_stands_side_by_side_is_not() {
        for text in [
            "const A: bool = 1 < 2; ",
            "x if x < 3 => 1, ",
            "if a < b { c } else { d } ",
            "if a { b } else if c { d } else { e } ",
            "fn f() -> Vec<Vec<i64>> { &a; !b } ",
            "struct A { a: Vec<Option<&'static str>>, b: fn(&i64) -> i64 } ",
            "let a = a <= b; ",
        ] {
            assert!(!deep(&text.repeat(2 * DEEPEST)), "{text}");
        }
    }
}
