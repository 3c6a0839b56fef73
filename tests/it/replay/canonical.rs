//! Expressions that are one expression, and expressions that are not.

use migrate::dialect::postgres::Postgres;
use migrate::dialect::sqlite::Sqlite;
use migrate::dialect::{ALL, Dialect};
use migrate::replay::canonical;

fn same(dialect: &dyn Dialect, spellings: &[&str]) {
    let (first, rest) = spellings.split_first().expect("a spelling");
    for other in rest {
        assert_eq!(
            canonical(dialect, first),
            canonical(dialect, other),
            "{first} and {other} on {dialect:?}"
        );
    }
}

fn differ(dialect: &dyn Dialect, a: &str, b: &str) {
    assert_ne!(canonical(dialect, a), canonical(dialect, b), "{a} and {b} on {dialect:?}");
}

#[test]
fn spacing_case_quotes_and_parentheses_around_it_do_not_count() {
    for dialect in ALL {
        same(
            dialect,
            &[
                "a > 0 AND b IS NOT NULL",
                "(A>0 and \"b\" is not null)",
                "((a>0 AND b IS\nNOT NULL)) /* x */",
            ],
        );
        same(dialect, &["a <> 1", "a != 1", "(a)<>1"]);
        same(dialect, &["lower(a)", "LOWER( \"a\" )", "(lower((a)))"]);
        same(dialect, &["-1", "- 1", "(-1)"]);
    }
}

#[test]
fn strings_and_names_that_need_quotes_stay_as_they_are() {
    for dialect in ALL {
        differ(dialect, "a = 'A'", "a = 'a'");
        differ(dialect, "a = 'x  y'", "a = 'x y'");
        differ(dialect, "\"order\" > 0", "'order' > 0");
        assert_eq!(canonical(dialect, "a = '(x)'").0, "a = '(x)'");
    }
    differ(&Postgres, "\"A\" > 0", "a > 0");
    same(&Sqlite, &["\"A\" > 0", "a > 0", "[a] > 0", "`a` > 0"]);
}

#[test]
fn parentheses_that_mean_something_stay() {
    for dialect in ALL {
        differ(dialect, "(a + b) * c", "a + b * c");
        differ(dialect, "a - (b - c)", "a - b - c");
        differ(dialect, "a IN ((SELECT 1))", "a IN (SELECT 1)");
        same(dialect, &["a AND (b AND c)", "(a AND b) AND c"]);
        differ(dialect, "a = (b = c)", "(a = b) = c");
        differ(dialect, "(a OR b) AND c", "a OR b AND c");
        differ(dialect, "-(a + b)", "-a + b");
        same(dialect, &["a BETWEEN (1) AND (2 + 3)", "(a BETWEEN 1 AND 2 + 3)"]);
        differ(dialect, "NOT (a AND b)", "NOT a AND b");
        assert_eq!(canonical(dialect, "(a) + (b)"), canonical(dialect, "a + b"));
        assert_eq!(canonical(dialect, "(a > 0) OR (b > 0)"), canonical(dialect, "a > 0 OR b > 0"));
    }
}

#[test]
fn casts_and_the_time_have_one_spelling_on_postgres() {
    same(&Postgres, &["a::integer", "CAST(a AS int4)", "CAST (a AS INT)", "(a)::int"]);
    same(&Postgres, &["'x'::character varying(5)", "CAST('x' AS varchar(5))"]);
    same(&Postgres, &["now()", "CURRENT_TIMESTAMP", "NOW ( )"]);
    differ(&Postgres, "CAST(-a AS integer)", "-a::integer");
    differ(&Postgres, "CAST(a + b AS integer)", "a + b::integer");
    differ(&Postgres, "x.now()", "now()");
}

#[test]
fn the_form_is_fixed() {
    for dialect in ALL {
        for text in [
            "CASE WHEN a > 0 THEN 'x' ELSE lower(b) END",
            "a BETWEEN 1 AND 2 AND b LIKE '%x' ESCAPE '\\'",
            "a IN ('x', 'y') OR NOT b",
            "coalesce(a, -1) * -b",
            "EXISTS (SELECT 1 FROM t WHERE t.a = b)",
        ] {
            let once = canonical(dialect, text);
            assert_eq!(once.0, text, "{dialect:?}");
            assert_eq!(canonical(dialect, &once.0), once);
        }
    }
}
