//! How targets are read, what they mean, and what is said of those that mean nothing.

use expect_test::{Expect, expect};
use migrate::graph::{Range, Target};
use migrate::plan;

use super::notation::{graph, set, told};

const GRAPH: &str = "
    a1a1[main] <- # initial schema
    b1b1 <- a1a1 # add beds
    b2b2 <- b1b1 # add bed numbers
    c1c1 <- a1a1 # add stock
    c2c2 <- c1c1 # add stock items
    n1n1[net] <- # initial net
    n2n2 <- n1n1 after b1b1 # net of beds
";

/// What `show` finds when `applied` is applied.
fn shown(applied: &str, target: &str) -> Result<String, migrate::Error> {
    let graph = graph(GRAPH);
    let found = plan::show(&graph, &set(applied), &target.parse()?)?;
    Ok(found.iter().map(|revision| revision.id.as_str()).collect::<Vec<_>>().join(" "))
}

fn means(target: &str, expected: &str) {
    assert_eq!(
        shown("a1a1 b1b1", target).map_err(|error| error.to_string()),
        Ok(expected.to_owned()),
        "{target}"
    );
}

fn refused(targets: &[&str], expected: Expect) {
    let each = targets.iter().map(|target| match shown("a1a1 b1b1", target) {
        Ok(found) => format!("{target}: {found}\n"),
        Err(error) => told([&error]),
    });
    expected.assert_eq(&each.collect::<String>());
}

#[test]
fn names() {
    means("b1b1", "b1b1");
    means("b1", "b1b1");
    means("add_beds", "b1b1");
    means("net", "n1n1");
    means("ne", "n1n1");
    means("current", "b1b1");
    means("base", "");
    means("heads", "n2n2 c2c2 b2b2");
}

#[test]
fn branches() {
    means("net@head", "n2n2");
    means("b1b1@head", "b2b2");
    means("main@heads", "c2c2 b2b2");
    means("main@c1c1", "c1c1");
    means("main@current", "b1b1");
    means("net@current", "");
    means("net@base", "");
}

#[test]
fn steps() {
    means("b1b1+1", "b2b2");
    means("b1b1-1", "a1a1");
    means("b1b1-2", "");
    means("net@base+2", "n2n2");
    means("net@head-1", "n1n1");
    means("current+1", "b2b2");
    means("-1", "n1n1 c1c1 b1b1");
    means("main@-1", "c1c1 b1b1");
}

#[test]
fn what_is_written_is_what_is_read() {
    for text in [
        "head", "heads", "base", "current", "ab12", "+2", "-1", "x@head", "x@+1", "x@y-3",
        "base+1", "head-2",
    ] {
        assert_eq!(text.parse::<Target>().unwrap().to_string(), text);
    }
    for text in [":", "a:", ":b", "a:b", "current:+2", "x@base:x@head"] {
        assert_eq!(text.parse::<Range>().unwrap().to_string(), text);
    }
}

#[test]
fn nothing_behind_a_target_is_ignored() {
    refused(
        &[
            "", "@", "x@", "@head", "+1xyz", "b1b1+1+1", "head-1@x", "+", "-0", "a b", "b1b1:",
            "x@y@z", "head@+1",
        ],
        expect![[r#"
            the target `` names no revision
              hint: a target is `head`, `heads`, `base`, `current`, an id or its beginning, a slug or a label; `<label>@` may stand before it and `+2` or `-2` behind it, or alone
            the target `@` has nothing before the `@`
              hint: a target is `head`, `heads`, `base`, `current`, an id or its beginning, a slug or a label; `<label>@` may stand before it and `+2` or `-2` behind it, or alone
            the target `x@` names no revision
              hint: a target is `head`, `heads`, `base`, `current`, an id or its beginning, a slug or a label; `<label>@` may stand before it and `+2` or `-2` behind it, or alone
            the target `@head` has nothing before the `@`
              hint: a target is `head`, `heads`, `base`, `current`, an id or its beginning, a slug or a label; `<label>@` may stand before it and `+2` or `-2` behind it, or alone
            the target `+1xyz` has `+1xyz` where a number of steps belongs
              hint: a target is `head`, `heads`, `base`, `current`, an id or its beginning, a slug or a label; `<label>@` may stand before it and `+2` or `-2` behind it, or alone
            the target `b1b1+1+1` has `+1+1` where a number of steps belongs
              hint: a target is `head`, `heads`, `base`, `current`, an id or its beginning, a slug or a label; `<label>@` may stand before it and `+2` or `-2` behind it, or alone
            the target `head-1@x` has a `-` where none belongs
              hint: a target is `head`, `heads`, `base`, `current`, an id or its beginning, a slug or a label; `<label>@` may stand before it and `+2` or `-2` behind it, or alone
            the target `+` has `+` where a number of steps belongs
              hint: a target is `head`, `heads`, `base`, `current`, an id or its beginning, a slug or a label; `<label>@` may stand before it and `+2` or `-2` behind it, or alone
            the target `-0` asks for no step at all
              hint: a target is `head`, `heads`, `base`, `current`, an id or its beginning, a slug or a label; `<label>@` may stand before it and `+2` or `-2` behind it, or alone
            the target `a b` has a ` ` where none belongs
              hint: a target is `head`, `heads`, `base`, `current`, an id or its beginning, a slug or a label; `<label>@` may stand before it and `+2` or `-2` behind it, or alone
            the target `b1b1:` has a `:` where none belongs
              hint: a target is `head`, `heads`, `base`, `current`, an id or its beginning, a slug or a label; `<label>@` may stand before it and `+2` or `-2` behind it, or alone
            the target `x@y@z` has a `@` where none belongs
              hint: a target is `head`, `heads`, `base`, `current`, an id or its beginning, a slug or a label; `<label>@` may stand before it and `+2` or `-2` behind it, or alone
            the target `head@+1` has `head` before the `@`, where a label or a revision belongs
              hint: a target is `head`, `heads`, `base`, `current`, an id or its beginning, a slug or a label; `<label>@` may stand before it and `+2` or `-2` behind it, or alone
        "#]],
    );
    refused(
        &["+99999999999999999999", "base-1", "b1b1-9", "b1b1+7", "-4"],
        expect![[r#"
            the target `+99999999999999999999` asks for more steps than can be counted
              hint: a target is `head`, `heads`, `base`, `current`, an id or its beginning, a slug or a label; `<label>@` may stand before it and `+2` or `-2` behind it, or alone
            `base-1` goes below the base, where nothing is
              hint: `base` is below every revision
            `b1b1-9` asks for 9 steps down from `b1b1` (add beds), and there are 2
              hint: `cargo xtask db history` shows what there is
            `b1b1+7` asks for 7 steps up from `b1b1` (add beds), and there is one
              hint: `cargo xtask db history` shows what there is
            `-4` asks for 4 steps down from `b2b2` (add bed numbers), and there are 3
              hint: `cargo xtask db history` shows what there is
        "#]],
    );
}

#[test]
fn what_is_ambiguous_or_unknown_is_named() {
    refused(
        &["head", "main@head", "main@n1n1", "a1a1+1", "b", "c1c2", "ned", "zzzzzzzzzzzz", "+1"],
        expect![[r#"
            `head` is not one revision: there are 3 heads, `b2b2` (add bed numbers), `c2c2` (add stock items) and `n2n2` (net of beds)
              hint: name one of them, as in `b2b2`, say `heads` for all, or join them: `cargo xtask db merge -m "merge heads"`
            `main@head` is not one revision: there are 2 heads, `b2b2` (add bed numbers) and `c2c2` (add stock items)
              hint: name one of them, as in `b2b2`, say `heads` for all, or join them: `cargo xtask db merge -m "merge heads"`
            `n1n1` (initial net) is not on the branch of `main`
              hint: name the revision without `main@`
            `a1a1+1` does not say which way to go above `a1a1` (initial schema): to `b1b1` (add beds) and `c1c1` (add stock)
              hint: name the revision, as in `b1b1`, or the branch, as in `b1b1@+1`
            `b` may mean `b1b1` (add beds) and `b2b2` (add bed numbers)
              hint: write the id, or more of it
            there is no revision `c1c2`
              hint: the nearest is `c1c1`; `cargo xtask db history` shows all
            there is no revision `ned`
              hint: the nearest is `net`; `cargo xtask db history` shows all
            there is no revision `zzzzzzzzzzzz`
              hint: `cargo xtask db history` shows what there is
            `+1` does not say where to count from
              hint: name a revision or `current` before it, as in `current+1`
        "#]],
    );
}

#[test]
fn a_branch_chooses_among_the_revisions_that_a_beginning_may_mean() {
    let graph = graph("ab01[x]\nab02[y]");
    let found = plan::show(&graph, &set(""), &"y@ab".parse().unwrap()).unwrap();
    assert_eq!(found[0].id, "ab02");
}

#[test]
fn slugs_that_are_used_twice_name_both() {
    let graph = graph("a # merge heads\nb <- a # merge heads");
    let error = plan::show(&graph, &set(""), &"merge_heads".parse().unwrap()).unwrap_err();
    expect![[r#"
        `merge_heads` may mean `a` (merge heads) and `b` (merge heads)
          hint: write the id, or more of it
    "#]]
    .assert_eq(&told([&error]));
}

fn listed(applied: &str, range: &str, expected: &str) {
    let graph = graph(GRAPH);
    let found = plan::history(&graph, &set(applied), &range.parse().expect("a range"));
    let found = found.map(|found| {
        found.iter().map(|revision| revision.id.as_str()).collect::<Vec<_>>().join(" ")
    });
    assert_eq!(found.unwrap_or_else(|error| told([&error])), expected, "{range}");
}

#[test]
fn ranges_hold_both_ends_newest_first() {
    listed("", ":", "n2n2 n1n1 c2c2 c1c1 b2b2 b1b1 a1a1");
    listed("", "a1a1:b2b2", "b2b2 b1b1 a1a1");
    listed("", "b1b1:", "b2b2 b1b1");
    listed("", ":c1c1", "c1c1 a1a1");
    listed("", ":net@head", "n2n2 n1n1 b1b1 a1a1");
    listed("", "net@base:", "n2n2 n1n1 b1b1 a1a1");
    listed("a1a1 b1b1", "current:", "b2b2 b1b1");
    listed("a1a1 b1b1", ":current", "b1b1 a1a1");
    listed("a1a1 b1b1", "current:+1", "b2b2 b1b1");
    listed("a1a1 b1b1", "current:+9", "b2b2 b1b1");
}

#[test]
fn a_range_upside_down_says_so() {
    let graph = graph(GRAPH);
    let error = plan::history(&graph, &set(""), &"b2b2:a1a1".parse().unwrap()).unwrap_err();
    expect![[r#"
        the range `b2b2:a1a1` has nothing in it: `a1a1` does not stand above `b2b2` (add bed numbers)
          hint: write the older revision before the colon, and both from one branch
    "#]].assert_eq(&told([&error]));
    for text in ["b1b1", "a:b:c", "a:+x"] {
        let error = text.parse::<Range>().unwrap_err();
        assert!(error.hint().is_some(), "{text}");
    }
}
