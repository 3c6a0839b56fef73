//! What keeps revisions from being a graph, and how that is said.

use expect_test::{Expect, expect};
use migrate::graph::{Edges, Graph};

use super::notation::{graph, revisions, told};

fn refused(text: &str, expected: Expect) {
    let errors = Graph::new(revisions(text)).err().unwrap_or_default();
    expected.assert_eq(&told(&errors));
}

#[test]
fn a_missing_parent_names_the_nearest_there_is() {
    refused(
        "ab12cd34\nb <- ab12cd35",
        expect![[r#"
        revision `b` revises `ab12cd35`, which no revision has as its id
          hint: bring back the file of `ab12cd35`, or write what you meant into the line `Revises:`, perhaps `ab12cd34`
    "#]],
    );
}

#[test]
fn a_parent_is_not_named_by_the_beginning_of_its_id() {
    refused(
        "ab12cd34ef\nb <- ab12",
        expect![[r#"
        revision `b` revises `ab12`, which no revision has as its id
          hint: bring back the file of `ab12`, or write what you meant into the line `Revises:`, perhaps `ab12cd34ef`
    "#]],
    );
}

#[test]
fn a_missing_dependency() {
    refused(
        "a\nb <- a after billing",
        expect![[r#"
        revision `b` depends on `billing`, which no revision has as its id
          hint: bring back the file of `billing`, or correct the line `Depends on:`
    "#]],
    );
}

#[test]
fn an_id_that_is_used_twice_names_both_files() {
    let mut two = revisions("a\na");
    two[0].path = Some("migrations/one.sql".into());
    two[1].path = Some("migrations/two.sql".into());
    expect![[r#"
        the id `a` is used twice, by `migrations/one.sql` and `migrations/two.sql`
          hint: delete one of the files, or give it another id and name that in the files that revise it
    "#]].assert_eq(&told(&Graph::new(two).err().unwrap_or_default()));
}

#[test]
fn a_label_that_is_used_twice_or_is_an_id() {
    refused(
        "a[x]\nb[x] <- a\nc[a] <- b",
        expect![[r#"
        the label `x` is used twice, by revision `a` and revision `b`
          hint: take it out of one of the two `Labels:` lines
        the label `a` of revision `c` is the id of revision `a`
          hint: write another word into the `Labels:` line of revision `c`
    "#]],
    );
}

#[test]
fn a_revision_that_revises_or_needs_itself() {
    refused(
        "a <- a\nb after b\nc[l] after l",
        expect![[r#"
        revision `a` revises itself
          hint: take `a` out of its `Revises:` line
        revision `b` depends on itself
          hint: take `b` out of its `Depends on:` line
        revision `c` depends on itself
          hint: take `l` out of its `Depends on:` line
    "#]],
    );
}

#[test]
fn a_cycle_is_told_edge_by_edge() {
    refused(
        "a <- c\nb <- a\nc <- b\nd <- c",
        expect![[r#"
        the revisions form a cycle: `a` revises `c`, `c` revises `b`, `b` revises `a`
          hint: one of these `Revises:` lines is wrong; correct it in revision `a` or revision `c` or revision `b`
    "#]],
    );
}

#[test]
fn a_cycle_through_a_dependency_says_so() {
    refused(
        "a after c\nb <- a\nc <- b",
        expect![[r#"
        the revisions form a dependency cycle: `a` depends on `c`, `c` revises `b`, `b` revises `a`
          hint: one of these `Revises:` or `Depends on:` lines is wrong; correct it in revision `a` or revision `c` or revision `b`
    "#]],
    );
}

#[test]
fn two_cycles_are_two_errors() {
    refused(
        "a <- b\nb <- a\nc <- d b\nd <- c\ne",
        expect![[r#"
        the revisions form a cycle: `a` revises `b`, `b` revises `a`
          hint: one of these `Revises:` lines is wrong; correct it in revision `a` or revision `b`
        the revisions form a cycle: `c` revises `d`, `d` revises `c`
          hint: one of these `Revises:` lines is wrong; correct it in revision `c` or revision `d`
    "#]],
    );
}

#[test]
fn words_and_characters_of_targets_are_no_names() {
    let mut four = revisions("head\nb\nc\nd");
    four[1].id = "a-b".to_owned();
    four[2].id = String::new();
    four[3].labels = vec!["base".to_owned(), "x@y".to_owned(), "two words".to_owned()];
    expect![[r#"
        revision `head` has the id `head`, which means something else in a target
          hint: write a word without blanks and `@ - + : ,`, which mean something in targets, and none of `head`, `heads`, `base`, `current`
        revision `a-b` has the id `a-b`, in which `-` may not stand
          hint: write a word without blanks and `@ - + : ,`, which mean something in targets, and none of `head`, `heads`, `base`, `current`
        revision `` has an empty id
          hint: write a word without blanks and `@ - + : ,`, which mean something in targets, and none of `head`, `heads`, `base`, `current`
        revision `d` has the label `base`, which means something else in a target
          hint: write a word without blanks and `@ - + : ,`, which mean something in targets, and none of `head`, `heads`, `base`, `current`
        revision `d` has the label `two words`, in which ` ` may not stand
          hint: write a word without blanks and `@ - + : ,`, which mean something in targets, and none of `head`, `heads`, `base`, `current`
        revision `d` has the label `x@y`, in which `@` may not stand
          hint: write a word without blanks and `@ - + : ,`, which mean something in targets, and none of `head`, `heads`, `base`, `current`
    "#]].assert_eq(&told(&Graph::new(four).err().unwrap_or_default()));
}

#[test]
fn everything_that_is_wrong_is_told_at_once() {
    let errors =
        Graph::new(revisions("a <- nowhere\nb[x]\nc[x]\nd <- d")).err().unwrap_or_default();
    assert_eq!(errors.len(), 3, "{}", told(&errors));
}

#[test]
fn the_order_is_topological_then_by_creation_whatever_the_order_of_the_files() {
    let text = "r\nz <- r\na <- r\nm <- z a\nn after a\ne <- m";
    let mut shuffled = revisions(text);
    shuffled.reverse();
    let ids = |graph: &Graph| {
        graph.iter().map(|revision| revision.id.clone()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(ids(&graph(text)), "r z a m n e");
    assert_eq!(ids(&Graph::new(shuffled).unwrap()), "r z a m n e");
}

#[test]
fn points_of_a_graph() {
    let graph = graph("a[main]\nb <- a\nc <- a\nd <- b c\nn[net] after d\no <- n");
    let ids = |revisions: Vec<&migrate::revision::Revision>| {
        revisions.iter().map(|revision| revision.id.as_str()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(ids(graph.heads()), "d o");
    assert_eq!(ids(graph.effective_heads()), "o");
    assert_eq!(ids(graph.bases()), "a n");
    assert_eq!(ids(graph.branch_points()), "a");
    assert_eq!(ids(graph.merge_points()), "d");
    assert_eq!(ids(graph.parents("d")), "b c");
    assert_eq!(ids(graph.children("a")), "b c");
    assert_eq!(ids(graph.dependencies("n")), "d");
    assert_eq!(ids(graph.dependents("d")), "n");
    assert_eq!(ids(graph.ancestors("o", Edges::All)), "a b c d n");
    assert_eq!(ids(graph.ancestors("o", Edges::Revises)), "n");
    assert_eq!(ids(graph.descendants("b", Edges::All)), "d n o");
    assert_eq!(ids(graph.lineage("b")), "a b d");
    assert_eq!(ids(graph.parents("nothing")), "");
}

#[test]
fn a_label_spreads_up_and_down_to_the_next_branch_or_merge_point() {
    let graph = graph("r\na <- r\nb[l] <- a\nc <- b\nx <- r\nm <- c x\nn <- m");
    let ids: Vec<&str> = graph.branch("l").iter().map(|revision| revision.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "c", "m", "n"]);
    let all = graph.branch_labels();
    assert!(all[0].is_empty() && all[1].contains("l"));
    assert_eq!(graph.labelled("l").map(|revision| revision.id.as_str()), Some("b"));
    assert!(graph.branch("nothing").is_empty());
}
