//! A network that fails at every message in turn, between the real client and the real server: after each, what is
//! committed is whole, and the next run ends what was begun. A session that fails is `fault`'s.

mod proxy;

use std::collections::BTreeSet;

use migrate::plan::Step;
use migrate::revision::Direction;
use migrate::runner::Options;
use migrate::session::{Access, Session, block_on, connect};

use super::fault::{history, remains};
use super::{Db, postgres, run_on, step, ups};
use proxy::{Cut, Proxy};

/// How often each message is lost: never sent, and sent but never answered.
const CUTS: [fn(usize) -> Cut; 2] = [Cut::Before, Cut::After];

/// Cuts the connection at every message that taking `steps` sends, ends cleanly each time, and returns how many there are.
fn cut_everywhere(before: &[Step], steps: &[Step]) -> usize {
    let db = postgres();
    let revisions = history(&db);
    let whole = |steps: &[Step]| {
        db.run(&revisions, steps, &Options::default(), &mut ())
            .unwrap_or_else(|error| panic!("{error}"));
    };
    let through = |cut: Cut| {
        let proxy = Proxy::start(&db.url, cut);
        let outcome = connect(&proxy.url, Access::Write).and_then(|mut session| {
            run_on(&mut session, &revisions, steps, &Options::default(), &mut ())
        });
        (outcome.is_ok(), proxy.end())
    };
    whole(before);
    let (done, messages) = through(Cut::Never);
    assert!(done, "a proxy that cuts nothing is no hindrance");
    let undisturbed = remains(&db);
    for cut in CUTS {
        for message in 0..messages {
            db.reset();
            whole(before);
            let (done, seen) = through(cut(message));
            assert_eq!(seen, message + 1, "the run was cut at that message");
            look(&db, &format!("{:?}", cut(message)));
            if done {
                assert_eq!(remains(&db), undisturbed, "said to be done, {:?}", cut(message));
            }
            // The last gives the lock back, if one was taken, and says goodbye.
            assert!(done == (message + 1 == messages) || message + 2 == messages, "at {message}");
            whole(steps);
            assert_eq!(remains(&db), undisturbed, "{:?} of {messages}", cut(message));
        }
    }
    messages
}

/// What is committed, whatever was lost: a revision with its row or neither, and outside transactions no statement that
/// the journal does not know.
fn look(db: &Db, context: &str) {
    let list = |sql: &str| -> Vec<String> {
        match block_on(db.connect().query(sql)) {
            Ok(rows) => rows.into_iter().flatten().flatten().collect(),
            // Before the first revision.
            Err(_) => Vec::new(),
        }
    };
    let applied = list("SELECT revision FROM migrate_history");
    let noted = list("SELECT what FROM log");
    let begun = list("SELECT DISTINCT revision FROM migrate_journal");
    let once: BTreeSet<&String> = noted.iter().collect();
    assert_eq!(once.len(), noted.len(), "{context}: done twice: {noted:?}");
    let applied = |id: &str| applied.iter().any(|row| row == id);
    let noted = |what: &str| noted.iter().any(|row| row == what);
    assert_eq!(applied("a1"), noted("a1"), "{context}: a1");
    assert_eq!(applied("c3"), noted("c3") && !noted("c3 down"), "{context}: c3");
    if !begun.iter().any(|row| row == "b2") {
        assert_eq!(noted("b2 first"), noted("b2 last"), "{context}: b2 is half done and not begun");
        assert_eq!(noted("b2 down"), noted("b2 gone"), "{context}: b2 is half gone and not begun");
        assert_eq!(applied("b2"), noted("b2 last") && !noted("b2 gone"), "{context}: b2");
    }
}

#[test]
fn a_network_may_fail_at_any_message_on_the_way_up() {
    let db = postgres();
    let messages = cut_everywhere(&[], &ups(&history(&db)));
    assert!(messages > 15, "only {messages} messages were sent");
}

#[test]
fn a_network_may_fail_at_any_message_on_the_way_down() {
    let db = postgres();
    let downs = ["c3", "b2"].map(|id| step(Direction::Down, id));
    let messages = cut_everywhere(&ups(&history(&db)), &downs);
    assert!(messages > 10, "only {messages} messages were sent");
}
