//! SQL text to single statements, each with its place. Knows strings, comments and bodies, not what a statement means;
//! no text makes it fail.

pub(crate) mod lex;

use std::collections::BTreeSet;

use crate::dialect::{Dialect, Lexis};
use lex::{Kind, Lexer, Token};

/// One statement of a text, or what stands between statements and is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The line on which it begins, counted from 1.
    pub line: usize,
    /// Where it begins in the text, in bytes.
    pub offset: usize,
    /// Its text: from its first word to its last, without the semicolon and the comments around it.
    pub sql: &'a str,
    /// What it is.
    pub kind: PieceKind,
}

/// What a piece of SQL text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PieceKind {
    /// A statement for the database.
    Statement,
    /// A line for the database's shell, such as `\connect other`: no database understands it.
    Shell,
    /// The rows after `COPY … FROM stdin`, up to and without the line `\.`.
    Data,
}

/// Cuts `sql` into its statements. What is left out is white space, comments and semicolons.
pub fn split<'a>(dialect: &dyn Dialect, sql: &'a str) -> Vec<Piece<'a>> {
    let lexis = &dialect.capability().lexis;
    let mut pieces = Pieces { sql, counted: 0, line: 1, found: Vec::new() };
    let mut lexer = Lexer::new(lexis, sql);
    let mut statement = Open::default();
    while let Some(token) = lexer.next() {
        if token.kind == Kind::Comment {
            continue;
        }
        if statement.is_empty() && lexis.shell_lines && token.is_symbol("\\") {
            let end = line_end(sql, token.offset);
            pieces.push(token.offset, end, PieceKind::Shell);
            lexer.seek(end);
        } else if token.is_symbol(";") && statement.may_end() {
            let copies = lexis.shell_lines && statement.copies_from_stdin;
            statement.close(&mut pieces);
            if copies {
                let (from, to, after) = copy_data(sql, token.end());
                pieces.push(from, to, PieceKind::Data);
                lexer.seek(after);
            }
        } else {
            statement.take(lexis, &token);
        }
    }
    statement.close(&mut pieces);
    pieces.found
}

/// The first `count` words of a statement in upper case, comments left out; fewer if it has fewer. A name in quotes or
/// anything else that is no plain word ends them.
pub fn keywords(dialect: &dyn Dialect, sql: &str, count: usize) -> Vec<String> {
    Lexer::new(&dialect.capability().lexis, sql)
        .filter(|token| token.kind != Kind::Comment)
        .take_while(|token| token.kind == Kind::Word)
        .take(count)
        .map(|token| token.text.to_ascii_uppercase())
        .collect()
}

/// The names in `sql` as the database stores them, and its keywords among them.
pub(crate) fn names(dialect: &dyn Dialect, sql: &str) -> BTreeSet<String> {
    let lexis = &dialect.capability().lexis;
    Lexer::new(lexis, sql)
        .filter_map(|token| match token.kind {
            Kind::Word if lexis.folds_names => Some(token.text.to_lowercase()),
            Kind::Word => Some(token.text.to_owned()),
            Kind::Quoted => {
                token.text.get(1..token.text.len() - 1).map(|name| name.replace("\"\"", "\""))
            }
            Kind::String | Kind::Number | Kind::Symbol | Kind::Comment => None,
        })
        .collect()
}

/// `sql` as it may be shown: on one line, without comments, each literal as `?`, since what it says may be a secret.
pub(crate) fn without_literals(dialect: &dyn Dialect, sql: &str) -> String {
    let mut text = String::with_capacity(sql.len());
    let mut end = 0;
    for token in Lexer::new(&dialect.capability().lexis, sql) {
        if token.kind == Kind::Comment {
            continue;
        }
        if token.offset > end && !text.is_empty() {
            text.push(' ');
        }
        text.push_str(match token.kind {
            Kind::String | Kind::Number => "?",
            Kind::Word | Kind::Quoted | Kind::Symbol | Kind::Comment => token.text,
        });
        end = token.end();
    }
    text
}

/// The pieces found so far. `counted` is where `line` was last right; it only grows, so that counting lines is linear.
struct Pieces<'a> {
    sql: &'a str,
    counted: usize,
    line: usize,
    found: Vec<Piece<'a>>,
}

impl Pieces<'_> {
    fn push(&mut self, from: usize, to: usize, kind: PieceKind) {
        let Some(sql) = self.sql.get(from..to) else { return };
        if sql.is_empty() {
            return;
        }
        let between = &self.sql.as_bytes()[self.counted..from];
        self.line += between.iter().filter(|byte| **byte == b'\n').count();
        self.counted = from;
        self.found.push(Piece { line: self.line, offset: from, sql, kind });
    }
}

/// A statement whose end has not been seen.
#[derive(Default)]
struct Open {
    /// Where it begins and where its last word ended.
    span: Option<(usize, usize)>,
    parentheses: usize,
    /// Its first words: enough to know what has a body.
    head: Vec<Head>,
    body: Body,
    /// Whether it is a `COPY` that has said `FROM`, and that it reads from there.
    copy_from: bool,
    copies_from_stdin: bool,
}

/// The words that tell which statements have a body.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    Create,
    Routine,
    Trigger,
    Copy,
    /// `OR REPLACE`, `TEMP`, `EXPLAIN`: what may stand around the others.
    Filler,
    Other,
}

/// Within a body semicolons end nothing.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Body {
    #[default]
    None,
    /// The body of a trigger, after its last semicolon: `END` there is its end.
    Trigger { after_semicolon: bool },
    /// The depth of `BEGIN … END` and `CASE … END`.
    Atomic(usize),
}

impl Open {
    fn is_empty(&self) -> bool {
        self.span.is_none()
    }

    /// Whether a semicolon here ends the statement.
    fn may_end(&self) -> bool {
        self.parentheses == 0 && self.body == Body::None
    }

    fn close(&mut self, pieces: &mut Pieces<'_>) {
        if let Some((from, to)) = self.span {
            pieces.push(from, to, PieceKind::Statement);
        }
        *self = Open::default();
    }

    fn take(&mut self, lexis: &Lexis, token: &Token<'_>) {
        let from = self.span.map_or(token.offset, |(from, _)| from);
        self.span = Some((from, token.end()));
        match token.kind {
            Kind::Word => self.take_word(lexis, token),
            Kind::Symbol => self.take_symbol(token),
            Kind::Quoted | Kind::String | Kind::Number | Kind::Comment => {
                if let Body::Trigger { after_semicolon } = &mut self.body {
                    *after_semicolon = false;
                }
            }
        }
    }

    fn take_symbol(&mut self, token: &Token<'_>) {
        match token.text {
            "(" => self.parentheses += 1,
            ")" => self.parentheses = self.parentheses.saturating_sub(1),
            _ => {}
        }
        if let Body::Trigger { after_semicolon } = &mut self.body {
            *after_semicolon = token.text == ";";
        }
    }

    fn take_word(&mut self, lexis: &Lexis, token: &Token<'_>) {
        if self.head.len() < 5 {
            self.head.push(head(token));
        }
        match &mut self.body {
            Body::None if token.is("BEGIN") && self.parentheses == 0 => {
                if lexis.trigger_bodies && self.creates(Head::Trigger) {
                    self.body = Body::Trigger { after_semicolon: false };
                } else if lexis.atomic_bodies && self.creates(Head::Routine) {
                    self.body = Body::Atomic(1);
                }
            }
            Body::None => {}
            Body::Trigger { after_semicolon } => {
                if *after_semicolon && token.is("END") {
                    self.body = Body::None;
                } else {
                    *after_semicolon = false;
                }
            }
            Body::Atomic(depth) => {
                if token.is("BEGIN") || token.is("CASE") {
                    *depth += 1;
                } else if token.is("END") {
                    *depth -= 1;
                    if *depth == 0 {
                        self.body = Body::None;
                    }
                }
            }
        }
        if self.head.first() == Some(&Head::Copy) && self.parentheses == 0 {
            self.copies_from_stdin |= self.copy_from && token.is("STDIN");
            self.copy_from = token.is("FROM");
        }
    }

    /// Whether its first words create such a thing.
    fn creates(&self, what: Head) -> bool {
        let mut words = self.head.iter().skip_while(|head| **head == Head::Filler);
        words.next() == Some(&Head::Create)
            && words.find(|head| **head != Head::Filler) == Some(&what)
    }
}

fn head(token: &Token<'_>) -> Head {
    const HEADS: [(&str, Head); 12] = [
        ("CREATE", Head::Create),
        ("FUNCTION", Head::Routine),
        ("PROCEDURE", Head::Routine),
        ("TRIGGER", Head::Trigger),
        ("COPY", Head::Copy),
        ("OR", Head::Filler),
        ("REPLACE", Head::Filler),
        ("TEMP", Head::Filler),
        ("TEMPORARY", Head::Filler),
        ("EXPLAIN", Head::Filler),
        ("QUERY", Head::Filler),
        ("PLAN", Head::Filler),
    ];
    HEADS.iter().find(|(word, _)| token.is(word)).map_or(Head::Other, |(_, head)| *head)
}

fn line_end(sql: &str, from: usize) -> usize {
    let rest = sql.get(from..).unwrap_or_default();
    let line = rest.find('\n').map_or(rest, |end| &rest[..end]);
    from + line.trim_end().len()
}

/// Where the rows after a `COPY … FROM stdin;` begin and end, and where SQL goes on.
fn copy_data(sql: &str, semicolon: usize) -> (usize, usize, usize) {
    let Some(newline) = sql.get(semicolon..).and_then(|rest| rest.find('\n')) else {
        return (sql.len(), sql.len(), sql.len());
    };
    let from = semicolon + newline + 1;
    let mut at = from;
    for line in sql.get(from..).unwrap_or_default().split_inclusive('\n') {
        if line.trim_end() == "\\." {
            return (from, at, at + line.len());
        }
        at += line.len();
    }
    (from, at, at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Kind, Lexer, PieceKind, keywords, split};
    use crate::dialect::{ALL, Dialect, postgres::Postgres, sqlite::Sqlite};

    fn texts<'a>(dialect: &dyn Dialect, sql: &'a str) -> Vec<&'a str> {
        split(dialect, sql).into_iter().map(|piece| piece.sql).collect()
    }

    #[test]
    fn semicolons_in_strings_names_and_comments_end_nothing() {
        let sql = "a ';' -- ;\n \";\" /* ; */ b; /* only a comment */;;\n c -- end";
        for dialect in ALL {
            assert_eq!(texts(dialect, sql), ["a ';' -- ;\n \";\" /* ; */ b", "c"], "{dialect:?}");
        }
    }

    #[test]
    fn lines_and_offsets_are_those_of_the_first_word() {
        let sql = "-- one\n\nSELECT 1;\n/* two\n*/ SELECT\n2;SELECT 3";
        let found: Vec<_> =
            split(&Sqlite, sql).iter().map(|piece| (piece.line, piece.offset)).collect();
        assert_eq!(found, [(3, 8), (5, 28), (6, 37)]);
    }

    #[test]
    fn dollar_quotes_are_strings_on_postgres_alone() {
        assert_eq!(texts(&Postgres, "DO $a$ x; $$ y; $a$; z $1"), ["DO $a$ x; $$ y; $a$", "z $1"]);
        assert_eq!(texts(&Sqlite, "DO $a$ x; y"), ["DO $a$ x", "y"]);
    }

    #[test]
    fn a_backslash_escapes_only_in_escape_strings() {
        assert_eq!(
            texts(&Postgres, r"SELECT E'a\';b'; SELECT '\'; c"),
            [r"SELECT E'a\';b'", r"SELECT '\'", "c"]
        );
    }

    #[test]
    fn comments_nest_on_postgres_alone() {
        assert_eq!(texts(&Postgres, "a /* /* */ ; */ b; c"), ["a /* /* */ ; */ b", "c"]);
        assert_eq!(texts(&Sqlite, "a /* /* */ ; b"), ["a", "b"]);
    }

    #[test]
    fn backticks_and_brackets_quote_on_sqlite() {
        assert_eq!(texts(&Sqlite, "a `;` [;] b; c"), ["a `;` [;] b", "c"]);
    }

    #[test]
    fn a_trigger_ends_at_its_own_end() {
        let trigger = "CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN\n SELECT CASE WHEN 1 THEN 2 END; UPDATE b SET end = 1;\nEND";
        assert_eq!(texts(&Sqlite, &format!("{trigger}; SELECT 1;")), [trigger, "SELECT 1"]);
        assert_eq!(texts(&Sqlite, "BEGIN; SELECT 1; END;"), ["BEGIN", "SELECT 1", "END"]);
    }

    #[test]
    fn an_atomic_body_ends_at_its_own_end() {
        let function = "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN true THEN 2 END; END";
        assert_eq!(
            texts(&Postgres, &format!("{function}; BEGIN; SELECT 1")),
            [function, "BEGIN", "SELECT 1"]
        );
    }

    #[test]
    fn copied_rows_and_shell_lines_are_told_apart() {
        let sql = "\\connect other\nCOPY t (a) FROM stdin;\n1;'\n\\.\nSELECT 1;";
        let found: Vec<_> =
            split(&Postgres, sql).iter().map(|piece| (piece.line, piece.kind, piece.sql)).collect();
        let expected = [
            (1, PieceKind::Shell, "\\connect other"),
            (2, PieceKind::Statement, "COPY t (a) FROM stdin"),
            (3, PieceKind::Data, "1;'\n"),
            (5, PieceKind::Statement, "SELECT 1"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_semicolon_in_parentheses_ends_nothing() {
        let rule = "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)";
        assert_eq!(texts(&Postgres, &format!("{rule};x")), [rule, "x"]);
    }

    #[test]
    fn keywords_are_the_first_words_without_comments() {
        assert_eq!(
            keywords(&Postgres, "/* a */ create -- b\n Unique index \"x\"", 9),
            ["CREATE", "UNIQUE", "INDEX"]
        );
        assert_eq!(keywords(&Postgres, "rollback to x", 1), ["ROLLBACK"]);
        assert!(keywords(&Postgres, "(SELECT 1)", 2).is_empty());
    }

    #[test]
    fn operators_are_cut_as_the_database_cuts_them() {
        let cut = |dialect: &dyn Dialect, sql| {
            let lexer = Lexer::new(&dialect.capability().lexis, sql);
            lexer.map(|token| token.text.to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(
            cut(&Postgres, "a=-1 @-2 b||'x'::t 1.5e-3"),
            ["a", "=", "-", "1", "@-", "2", "b", "||", "'x'", "::", "t", "1.5e-3"]
        );
        assert_eq!(cut(&Sqlite, "a=-1->>'x'"), ["a", "=", "-", "1", "->>", "'x'"]);
    }

    proptest! {
        #[test]
        fn any_text_is_cut_without_loss(sql in "([a-zé;'\"$\\\\/*\\-\n \\[\\]`()]|BEGIN|END|CREATE|TRIGGER|COPY|FROM|STDIN|\\$\\$|\\$a\\$){0,60}") {
            for dialect in ALL {
                let lexis = &dialect.capability().lexis;
                let mut end = 0;
                for piece in split(dialect, &sql) {
                    prop_assert_eq!(&sql[piece.offset..piece.offset + piece.sql.len()], piece.sql);
                    prop_assert_eq!(piece.line, 1 + sql[..piece.offset].matches('\n').count());
                    let between = &sql[end..piece.offset];
                    let lost = Lexer::new(lexis, between).find(|token| {
                        token.kind != Kind::Comment && !token.is_symbol(";") && !token.is_symbol("\\") && !token.is_symbol(".")
                    });
                    prop_assert_eq!(lost, None);
                    end = piece.offset + piece.sql.len();
                }
            }
        }
    }
}
