//! What upgrades, downgrades and stamps do, written as lines; what they say when they do nothing.

use expect_test::{Expect, expect};
use migrate::plan;
use migrate::revision::Direction;

use super::notation::{graph, set, told};

const DIAMOND: &str = "
    a1a1 # initial schema
    b1b1[beds] <- a1a1 # add beds
    c1c1[stock] <- a1a1 # add stock
    d1d1 <- b1b1 c1c1 # merge heads
    e1e1 <- d1d1 # add patients
";

const NET: &str = "
    a1a1[main] <-
    a2a2 <- a1a1
    n1n1[net] <-
    n2n2 <- n1n1 after a2a2
";

/// One line for each `command target`, from one applied set.
fn runs(text: &str, applied: &str, commands: &[&str], expected: Expect) {
    let graph = graph(text);
    let applied = set(applied);
    let mut lines = String::new();
    for command in commands {
        let (verb, rest) = command.split_once(' ').expect("a command and its target");
        let steps = match verb {
            "up" => rest.parse().and_then(|target| plan::upgrade(&graph, &applied, &target)),
            "down" => rest.parse().and_then(|target| plan::downgrade(&graph, &applied, &target)),
            "steps" => plan::steps(&graph, &applied, rest.parse().expect("a number")),
            other => panic!("no command `{other}`"),
        };
        let answer = match steps {
            Ok(steps) => {
                let way = if verb == "up" { Direction::Up } else { Direction::Down };
                assert!(steps.iter().all(|step| step.direction == way));
                steps.iter().map(|step| format!(" {}", step.revision)).collect::<String>() + "\n"
            }
            Err(error) => format!(" {}", told([&error])),
        };
        lines += &format!("{command} ->{answer}");
    }
    expected.assert_eq(&lines);
}

#[test]
fn upgrades() {
    runs(
        DIAMOND,
        "",
        &["up head", "up heads", "up base", "up b1", "up +1", "up +2", "up beds@+2"],
        expect![[r#"
            up head -> a1a1 b1b1 c1c1 d1d1 e1e1
            up heads -> a1a1 b1b1 c1c1 d1d1 e1e1
            up base ->
            up b1 -> a1a1 b1b1
            up +1 -> a1a1
            up +2 -> `+2` does not say which way to go above `a1a1` (initial schema): to `b1b1` (add beds) and `c1c1` (add stock)
              hint: name the revision, as in `b1b1`, or the branch, as in `b1b1@+1`
            up beds@+2 -> a1a1 b1b1
        "#]],
    );
    runs(
        DIAMOND,
        "a1a1 b1b1",
        &["up head", "up +1", "up stock@+1", "up a1", "up c1", "up -1"],
        expect![[r#"
            up head -> c1c1 d1d1 e1e1
            up +1 -> c1c1 d1d1
            up stock@+1 -> c1c1
            up a1 ->
            up c1 -> c1c1
            up -1 -> `-1` goes down, and an upgrade goes up
              hint: `cargo xtask db downgrade -1` takes revisions back
        "#]],
    );
    runs(
        NET,
        "",
        &["up head", "up net@head", "up main@heads", "up heads"],
        expect![[r#"
        up head -> `head` is not one revision: there are 2 heads, `a2a2` and `n2n2`
          hint: name one of them, as in `a2a2`, say `heads` for all, or join them: `cargo xtask db merge -m "merge heads"`
        up net@head -> a1a1 a2a2 n1n1 n2n2
        up main@heads -> a1a1 a2a2
        up heads -> a1a1 a2a2 n1n1 n2n2
    "#]],
    );
}

#[test]
fn downgrades() {
    let all = "a1a1 b1b1 c1c1 d1d1 e1e1";
    runs(
        DIAMOND,
        all,
        &[
            "down -1",
            "down -2",
            "down -3",
            "down b1",
            "down b1@a1",
            "down base",
            "down head",
            "down current",
            "down +1",
        ],
        expect![[r#"
            down -1 -> e1e1
            down -2 -> e1e1 d1d1
            down -3 -> `-3` cannot go below `d1d1` (merge heads), a merge of `b1b1` (add beds) and `c1c1` (add stock)
              hint: name the one to stop at, as in `b1b1`
            down b1 -> e1e1 d1d1
            down b1@a1 -> e1e1 d1d1 b1b1
            down base -> e1e1 d1d1 c1c1 b1b1 a1a1
            down head ->
            down current ->
            down +1 -> `+1` goes up, and a downgrade goes down
              hint: `cargo xtask db upgrade +1` applies revisions
        "#]],
    );
    runs(
        DIAMOND,
        "a1a1 b1b1 c1c1",
        &["down -1", "down beds@-1", "down beds@-2", "down d1", "down a1"],
        expect![[r#"
            down -1 -> `-1` does not say which to take back first: the database is at `b1b1` (add beds) and `c1c1` (add stock)
              hint: `cargo xtask db downgrade b1b1@-1` goes back from one of them
            down beds@-1 -> b1b1
            down beds@-2 -> c1c1 b1b1 a1a1
            down d1 -> cannot go down to `d1d1` (merge heads), which is not applied: the database is at `b1b1` (add beds) and `c1c1` (add stock)
              hint: `cargo xtask db upgrade d1d1` goes up to it
            down a1 -> c1c1 b1b1
        "#]],
    );
    runs(
        DIAMOND,
        "",
        &["down -1", "down base", "down a1", "down beds@-1"],
        expect![[r#"
            down -1 -> cannot take back 1 revision: none is applied
              hint: `cargo xtask db current` shows what is applied
            down base ->
            down a1 -> cannot go down to `a1a1` (initial schema), which is not applied: nothing is applied
              hint: `cargo xtask db upgrade a1a1` goes up to it
            down beds@-1 -> nothing on the branch of `beds` is applied
              hint: `cargo xtask db current` shows what is
        "#]],
    );
    runs(
        NET,
        "a1a1 a2a2 n1n1 n2n2",
        &["down net@base", "down a1a1", "down a2a2", "down -1", "down -3"],
        expect![[r#"
            down net@base -> n2n2 n1n1
            down a1a1 -> n2n2 a2a2
            down a2a2 -> nothing that revises `a2a2` is applied; what stands on it is `n2n2`
              hint: name a revision of that branch to take it back
            down -1 -> n2n2
            down -3 -> `-3` asks for 3 steps down from `n2n2`, and there are 2
              hint: `cargo xtask db history` shows what there is
        "#]],
    );
}

#[test]
fn steps_count_what_is_applied() {
    runs(
        DIAMOND,
        "a1a1 b1b1 c1c1 d1d1",
        &["steps 1", "steps 2", "steps 3", "steps 4", "steps 0", "steps 5"],
        expect![[r#"
            steps 1 -> d1d1
            steps 2 -> `--steps 2` does not say whether to take back `c1c1` (add stock) or `b1b1` (add beds)
              hint: `cargo xtask db downgrade c1c1@-1` goes back from one of them
            steps 3 -> d1d1 c1c1 b1b1
            steps 4 -> d1d1 c1c1 b1b1 a1a1
            steps 0 -> d1d1 c1c1 b1b1 a1a1
            steps 5 -> cannot take back 5 revisions: 4 are applied
              hint: `--steps 0` takes back all that are applied
        "#]],
    );
    runs(
        DIAMOND,
        "a1a1",
        &["steps 2"],
        expect![[r#"
            steps 2 -> cannot take back 2 revisions: 1 is applied
              hint: `--steps 0` takes back all that are applied
        "#]],
    );
}

#[test]
fn revisions_that_are_unknown_here() {
    runs(
        DIAMOND,
        "a1a1 b1b1 ffff",
        &[
            "up heads",
            "down current",
            "down base",
            "down b1",
            "down a1",
            "down -1",
            "steps 0",
            "steps 1",
        ],
        expect![[r#"
            up heads -> c1c1 d1d1 e1e1
            down current -> ffff
            down base -> ffff b1b1 a1a1
            down b1 -> ffff
            down a1 -> `a1` may take back what `ffff` stands on, which the migrations folder does not have
              hint: `cargo xtask db downgrade current` takes back only what the folder does not have
            down -1 -> `-1` may take back what `ffff` stands on, which the migrations folder does not have
              hint: `cargo xtask db downgrade current` takes back only what the folder does not have
            steps 0 -> ffff b1b1 a1a1
            steps 1 -> `--steps 1` may take back what `ffff` stands on, which the migrations folder does not have
              hint: `cargo xtask db downgrade current` takes back only what the folder does not have
        "#]],
    );
    runs(
        DIAMOND,
        "ffff",
        &["up head", "down base", "down -1"],
        expect![[r#"
        up head -> the database holds `ffff`, and the migrations folder has no such revision
          hint: check the database's URL and the folder; `cargo xtask db stamp --purge <revision>` forgets them
        down base -> ffff
        down -1 -> `-1` may take back what `ffff` stands on, which the migrations folder does not have
          hint: `cargo xtask db downgrade current` takes back only what the folder does not have
    "#]],
    );
}

#[test]
fn gaps_are_found_and_filled() {
    let graph = graph(DIAMOND);
    let applied = set("a1a1 c1c1 e1e1");
    let gaps: Vec<String> = plan::gaps(&graph, &applied)
        .iter()
        .map(|gap| format!("{} for {}", gap.missing, gap.needed_by))
        .collect();
    assert_eq!(gaps, ["b1b1 for e1e1", "d1d1 for e1e1"]);
    runs(
        DIAMOND,
        "a1a1 c1c1 e1e1",
        &["up head", "down -1", "down a1"],
        expect![[r#"
        up head -> b1b1 d1d1
        down -1 -> e1e1
        down a1 -> e1e1 c1c1
    "#]],
    );
    assert!(plan::gaps(&graph, &set("a1a1 c1c1")).is_empty());
    let pending: Vec<&str> =
        plan::pending(&graph, &applied).iter().map(|revision| revision.id.as_str()).collect();
    assert_eq!(pending, ["b1b1", "d1d1"]);
}

fn stamped(text: &str, applied: &str, targets: &str, purge: bool) -> String {
    let graph = graph(text);
    let targets: Vec<migrate::graph::Target> =
        targets.split(' ').map(|target| target.parse().expect("a target")).collect();
    match plan::stamp(&graph, &set(applied), &targets, purge) {
        Ok(stamp) => {
            let applied: Vec<String> = stamp.applied.into_iter().collect();
            format!(
                "= {} + {} - {}",
                applied.join(" "),
                stamp.add.join(" "),
                stamp.remove.join(" ")
            )
        }
        Err(error) => told([&error]),
    }
}

#[test]
fn stamps_move_only_the_branches_that_they_touch() {
    assert_eq!(
        stamped(DIAMOND, "", "head", false),
        "= a1a1 b1b1 c1c1 d1d1 e1e1 + a1a1 b1b1 c1c1 d1d1 e1e1 - "
    );
    assert_eq!(stamped(DIAMOND, "a1a1 b1b1 c1c1", "a1", false), "= a1a1 +  - c1c1 b1b1");
    assert_eq!(stamped(DIAMOND, "a1a1 b1b1", "c1", false), "= a1a1 b1b1 c1c1 + c1c1 - ");
    assert_eq!(stamped(DIAMOND, "a1a1 b1b1 c1c1 d1d1", "b1", false), "= a1a1 b1b1 +  - d1d1 c1c1");
    assert_eq!(stamped(DIAMOND, "a1a1", "b1 c1", false), "= a1a1 b1b1 c1c1 + b1b1 c1c1 - ");
    assert_eq!(stamped(DIAMOND, "a1a1 b1b1", "-1", false), "= a1a1 +  - b1b1");
    assert_eq!(
        stamped(NET, "a1a1 a2a2 n1n1 n2n2", "net@base", false),
        "=  +  - n2n2 n1n1 a2a2 a1a1"
    );
    assert_eq!(stamped(NET, "a1a1 n1n1", "net@base", false), "= a1a1 +  - n1n1");
    assert_eq!(stamped(NET, "a1a1 n1n1", "base", false), "=  +  - n1n1 a1a1");
}

#[test]
fn stamps_keep_unknown_revisions_until_they_are_purged() {
    assert_eq!(stamped(DIAMOND, "ffff", "a1", false), "= a1a1 ffff + a1a1 - ");
    assert_eq!(stamped(DIAMOND, "ffff b1b1", "a1", true), "= a1a1 + a1a1 - ffff b1b1");
    assert_eq!(stamped(DIAMOND, "ffff", "base", false), "=  +  - ffff");
    expect![[r#"
        `head` is not one revision: there are 2 heads, `a` and `b`
          hint: name one of them, as in `a`, say `heads` for all, or join them: `cargo xtask db merge -m "merge heads"`
    "#]].assert_eq(&stamped("a\nb", "", "head", false));
}

#[test]
fn a_place_without_a_database_is_what_is_below_it() {
    let graph = graph(DIAMOND);
    let assumed = |target: &str| plan::assumed(&graph, &target.parse().unwrap());
    assert_eq!(assumed("b1").unwrap(), set("a1a1 b1b1"));
    assert_eq!(assumed("base").unwrap(), set(""));
    assert_eq!(assumed("head-1").unwrap(), set("a1a1 b1b1 c1c1 d1d1"));
    expect![[r#"
        `-1` counts from a database, and there is none here
          hint: name a revision, `base` or `head`
        `current` counts from a database, and there is none here
          hint: name a revision, `base` or `head`
    "#]]
    .assert_eq(&told([&assumed("-1").unwrap_err(), &assumed("current").unwrap_err()]));
}

#[test]
fn marks_stand_behind_a_revision() {
    let graph = graph("a\nb <- a\nc <- a\nd <- b c\nn after d\no");
    let lines: String = plan::marks(&graph, &set("a b c o"))
        .iter()
        .zip(graph.iter())
        .map(|(marks, revision)| format!("{}{marks}\n", revision.id))
        .collect();
    expect![[r#"
        a (branchpoint)
        b (current)
        c (current)
        d (effective head) (mergepoint)
        n (head)
        o (head) (current)
    "#]]
    .assert_eq(&lines);
}
