//! Graphs as drawings.

use expect_test::{Expect, expect};
use migrate::graph::Range;
use migrate::graph::draw::{Style, draw};
use migrate::plan;

use super::notation::{graph, set};

fn drawn(text: &str, style: Style, expected: Expect) {
    let graph = graph(text);
    let all =
        plan::history(&graph, &set(""), &Range { from: None, to: None }).expect("an open range");
    let sign = if style == Style::Unicode { '○' } else { '*' };
    let lines = draw(&graph, &all, style, |revision| {
        (sign, format!("{} {}", revision.id, revision.message))
    });
    expected.assert_eq(&lines);
}

#[test]
fn a_line() {
    drawn(
        "a\nb <- a\nc <- b",
        Style::Unicode,
        expect![[r#"
        ○  c
        ○  b
        ○  a
    "#]],
    );
}

#[test]
fn a_diamond() {
    let text = "a # initial\nb <- a # beds\nc <- a # stock\nd <- b c # merge\ne <- d # more";
    drawn(
        text,
        Style::Unicode,
        expect![[r#"
        ○  e more
        ○  d merge
        ├─╮
        │ ○  c stock
        ○ │  b beds
        ├─╯
        ○    a initial
    "#]],
    );
    drawn(
        text,
        Style::Ascii,
        expect![[r#"
        *  e more
        *  d merge
        +-.
        | *  c stock
        * |  b beds
        +-'
        *    a initial
    "#]],
    );
}

#[test]
fn an_octopus_and_a_root_of_its_own() {
    drawn(
        "a\nb <- a\nc <- a\nd <- a\nm <- b c d\nr\ns <- r\nx <- m s",
        Style::Unicode,
        expect![[r#"
            ○  x
            ├─╮
            │ ○  s
            │ ○  r
            ○  m
            ├─┬─╮
            │ │ ○  d
            │ ○ │  c
            ○ │ │  b
            ├─┴─╯
            ○      a
        "#]],
    );
}

#[test]
fn lanes_that_cross() {
    drawn(
        "a\nb <- a\nc <- a\nd <- b\ne <- c\nf <- b\nm <- d e\nn <- f m\no <- e",
        Style::Unicode,
        expect![[r#"
            ○  o
            │ ○  n
            │ ├─╮
            │ │ ○  m
            ├─│─┤
            │ ○ │  f
            ○ │ │  e
            │ │ ○  d
            ○ │ │  c
            │ ├─╯
            │ ○    b
            ├─╯
            ○    a
        "#]],
    );
}

#[test]
fn text_of_several_lines() {
    let graph = graph("a\nb <- a\nc <- a");
    let all = plan::history(&graph, &set(""), &":".parse().unwrap()).unwrap();
    let lines =
        draw(&graph, &all, Style::Unicode, |revision| ('○', format!("{}\nby me", revision.id)));
    expect![[r#"
        ○  c
        │  by me
        │ ○  b
        │ │  by me
        ├─╯
        ○    a
        │    by me
    "#]]
    .assert_eq(&lines);
}

#[test]
fn a_part_of_a_graph() {
    let graph = graph("a\nb <- a\nc <- a\nd <- b c");
    let some = plan::history(&graph, &set(""), &"b:d".parse().unwrap()).unwrap();
    let lines = draw(&graph, &some, Style::Unicode, |revision| ('○', revision.id.clone()));
    expect![[r#"
        ○  d
        ○  b
    "#]]
    .assert_eq(&lines);
}
