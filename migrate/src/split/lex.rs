//! SQL text to words, by a dialect's [`Lexis`]. Knows where a word ends, not what it means; no text makes it fail.

use crate::dialect::Lexis;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name or keyword without quotes.
    Word,
    /// A name in quotes, with them.
    Quoted,
    /// A string literal with its quotes and prefix.
    String,
    /// A number, or a `$1`.
    Number,
    /// An operator or a mark.
    Symbol,
    /// A comment, with its marks.
    Comment,
}

/// One token: a slice of the text that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its text.
    pub(crate) text: &'a str,
    /// Where it begins, in bytes.
    pub(crate) offset: usize,
}

impl Token<'_> {
    /// Where it ends, in bytes.
    pub(crate) fn end(&self) -> usize {
        self.offset + self.text.len()
    }

    /// Whether it is this keyword, given in upper case.
    pub(crate) fn is(&self, keyword: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(keyword)
    }

    /// Whether it is this operator or mark.
    pub(crate) fn is_symbol(&self, symbol: &str) -> bool {
        self.kind == Kind::Symbol && self.text == symbol
    }
}

/// Reads one token after another; the private place is always on a character boundary, since every token ends before an
/// ASCII byte, after one, or at the end of the text.
#[derive(Debug, Clone)]
pub(crate) struct Lexer<'a> {
    text: &'a str,
    lexis: &'a Lexis,
    at: usize,
}

impl<'a> Lexer<'a> {
    pub(crate) fn new(lexis: &'a Lexis, text: &'a str) -> Self {
        Lexer { text, lexis, at: 0 }
    }

    /// Goes on reading from `offset`, which must be on a character boundary.
    pub(crate) fn seek(&mut self, offset: usize) {
        self.at = offset.min(self.text.len());
    }

    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(0)
    }

    /// The place after the first `mark` at or after `from`, or the end.
    fn after(&self, from: usize, mark: &str) -> usize {
        match self.text.get(from..).and_then(|rest| rest.find(mark)) {
            Some(found) => from + found + mark.len(),
            None => self.text.len(),
        }
    }

    /// The end of what `quote` encloses from `from` on, the quote doubled standing for itself.
    fn quoted(&self, from: usize, quote: u8, escapes: bool) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = from;
        while at < bytes.len() {
            if escapes && bytes[at] == b'\\' {
                at += 2;
            } else if bytes[at] == quote {
                if self.byte(at + 1) != quote {
                    return at + 1;
                }
                at += 2;
            } else {
                at += 1;
            }
        }
        bytes.len()
    }

    fn block_comment(&self, from: usize) -> usize {
        if !self.lexis.nested_comments {
            return self.after(from + 2, "*/");
        }
        let bytes = self.text.as_bytes();
        let (mut at, mut depth) = (from + 2, 1);
        while at < bytes.len() {
            match (bytes[at], self.byte(at + 1)) {
                (b'/', b'*') => {
                    depth += 1;
                    at += 2;
                }
                (b'*', b'/') => {
                    depth -= 1;
                    at += 2;
                    if depth == 0 {
                        return at;
                    }
                }
                _ => at += 1,
            }
        }
        bytes.len()
    }

    /// The end of a dollar-quoted string that may begin at `from`.
    fn dollar(&self, from: usize) -> Option<usize> {
        let mut at = from + 1;
        if self.byte(at).is_ascii_digit() {
            return None;
        }
        while is_word(self.byte(at)) && self.byte(at) != b'$' {
            at += 1;
        }
        if self.byte(at) != b'$' {
            return None;
        }
        let tag = self.text.get(from..=at)?;
        Some(self.after(at + 1, tag))
    }

    fn word(&self, from: usize) -> (Kind, usize) {
        let bytes = self.text.as_bytes();
        let mut at = from;
        while at < bytes.len() && is_word(bytes[at]) {
            at += 1;
        }
        if self.byte(at) == b'\'' && at == from + 1 {
            match bytes[from] {
                b'e' | b'E' if self.lexis.escape_strings => {
                    return (Kind::String, self.quoted(at + 1, b'\'', true));
                }
                b'x' | b'X' | b'b' | b'B' | b'n' | b'N' => {
                    return (Kind::String, self.quoted(at + 1, b'\'', false));
                }
                _ => {}
            }
        }
        (Kind::Word, at)
    }

    fn number(&self, from: usize) -> usize {
        let mut at = from;
        loop {
            let byte = self.byte(at);
            let exponent = matches!(byte, b'e' | b'E') && matches!(self.byte(at + 1), b'+' | b'-');
            let hexadecimal = matches!(self.byte(from + 1), b'x' | b'X');
            if exponent && !hexadecimal && self.byte(at + 2).is_ascii_digit() {
                at += 2;
            } else if byte.is_ascii_alphanumeric()
                || byte == b'_'
                || (byte == b'.' && self.byte(at + 1) != b'.')
            {
                at += 1;
            } else {
                return at;
            }
        }
    }

    fn operator(&self, from: usize) -> usize {
        if !self.lexis.free_operators {
            let rest = self.text.get(from..).unwrap_or_default();
            let known = ["->>", "->", "||", "<<", ">>", "<=", ">=", "<>", "!=", "=="];
            return from
                + known
                    .iter()
                    .find(|known| rest.starts_with(**known))
                    .map_or(1, |known| known.len());
        }
        let mut at = from;
        while is_operator(self.byte(at)) {
            // A comment may begin within a run of operator characters.
            if at > from
                && matches!((self.byte(at), self.byte(at + 1)), (b'-', b'-') | (b'/', b'*'))
            {
                break;
            }
            at += 1;
        }
        // As PostgreSQL does it: `=-` is `=` and `-`, but `@-` is one operator.
        let run = &self.text.as_bytes()[from..at];
        if !run.iter().any(|byte| b"~!@#%^&|`?".contains(byte)) {
            while at > from + 1 && matches!(self.byte(at - 1), b'+' | b'-') {
                at -= 1;
            }
        }
        at
    }

    fn symbol(&self, from: usize) -> usize {
        match (self.byte(from), self.byte(from + 1)) {
            (b':', b':' | b'=') => from + 2,
            (byte, _) if is_operator(byte) => self.operator(from),
            _ => from + 1,
        }
    }

    fn token_at(&self, from: usize) -> (Kind, usize) {
        match (self.byte(from), self.byte(from + 1)) {
            (b'-', b'-') => {
                let end = self.text.get(from..).and_then(|rest| rest.find('\n'));
                (Kind::Comment, end.map_or(self.text.len(), |end| from + end))
            }
            (b'/', b'*') => (Kind::Comment, self.block_comment(from)),
            (b'\'', _) => (Kind::String, self.quoted(from + 1, b'\'', false)),
            (b'"', _) => (Kind::Quoted, self.quoted(from + 1, b'"', false)),
            (b'`', _) if self.lexis.backticks_and_brackets => {
                (Kind::Quoted, self.quoted(from + 1, b'`', false))
            }
            (b'[', _) if self.lexis.backticks_and_brackets => {
                (Kind::Quoted, self.after(from + 1, "]"))
            }
            (b'$', next) if self.lexis.dollar_quotes => match self.dollar(from) {
                Some(end) => (Kind::String, end),
                None if next.is_ascii_digit() => (Kind::Number, self.number(from + 1)),
                None => (Kind::Symbol, from + 1),
            },
            (b'.', next) if next.is_ascii_digit() => (Kind::Number, self.number(from)),
            (byte, _) if byte.is_ascii_digit() => (Kind::Number, self.number(from)),
            (byte, _) if is_word(byte) && byte != b'$' => self.word(from),
            _ => (Kind::Symbol, self.symbol(from)),
        }
    }
}

impl<'a> Iterator for Lexer<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let bytes = self.text.as_bytes();
        while bytes.get(self.at).is_some_and(|byte| byte.is_ascii_whitespace() || *byte == 0x0b) {
            self.at += 1;
        }
        if self.at >= bytes.len() {
            return None;
        }
        let offset = self.at;
        let (kind, end) = self.token_at(offset);
        // An escape may have stepped over the end or into a character.
        let mut end = end.clamp(offset + 1, bytes.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        self.at = end;
        Some(Token { kind, text: self.text.get(offset..end)?, offset })
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

fn is_operator(byte: u8) -> bool {
    b"+-*/<>=~!@#%^&|`?".contains(&byte)
}
