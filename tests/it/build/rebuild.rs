//! When the build script runs again and when it does not, under the real cargo; what then stands in the binary.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

use super::USERS;
use super::tiny::{self, Built, Tiny};

fn build(tiny: &Tiny) -> Built {
    let built = tiny.build_with(&[], &["-v"]);
    assert!(built.ok(), "{built}");
    built
}

fn time(path: &Path) -> SystemTime {
    fs::metadata(path).unwrap().modified().unwrap()
}

#[test]
fn every_edit_is_noticed_and_nothing_else_is() {
    let tiny = Tiny::new("rebuild");
    tiny.revision("0001", "", &[("initial", USERS)]);
    assert!(build(&tiny).ran());
    let untouched = build(&tiny);
    assert!(!untouched.ran() && untouched.fresh(), "nothing was touched: {untouched}");

    // A comment changes the source and nothing that the script makes of it.
    let [memory, last] = migrate_build::cache::FILES;
    let made = ["migrations.rs", "migrate-drift.tsv", memory, last];
    let times = || made.map(|name| time(&tiny.out().join(name)));
    let before = times();
    tiny.write("src/user/table.rs", &tiny::USER.replace("//! People.", "//! People, all of them."));
    let commented = build(&tiny);
    assert!(commented.ran() && !commented.warned(), "{commented}");
    assert_eq!(times()[..2], before[..2], "what is included keeps its time");
    assert!(build(&tiny).fresh(), "the cache that was written is no reason to run again");

    let other = tiny::USER.replace("users", "others").replace("User", "Other");
    let nested = "mod user; mod deep { pub mod er { pub mod table; } }";
    tiny.write("src/main.rs", &tiny::MAIN.replace("mod user;", nested));
    tiny.write("src/deep/er/table.rs", &other);
    let added = build(&tiny);
    assert!(added.ran() && added.says("table `others`"), "a nested file came: {added}");
    tiny.write("src/deep/er/table.rs", &other.replace("\"others\"", "\"strangers\""));
    let edited = build(&tiny);
    assert!(edited.ran() && edited.says("table `strangers`") && !edited.says("others"), "{edited}");
    tiny.rename("src/deep/er", "src/deep/est");
    tiny.write("src/main.rs", &tiny::MAIN.replace("mod user;", &nested.replace("er ", "est ")));
    let renamed = build(&tiny);
    assert!(
        renamed.ran() && renamed.says("src/deep/est/table.rs"),
        "a folder has another name: {renamed}"
    );
    tiny.remove("src/deep/est/table.rs");
    tiny.write("src/main.rs", tiny::MAIN);
    let removed = build(&tiny);
    assert!(removed.ran() && !removed.warned(), "{removed}");

    tiny.revision("0002", "0001", &[("index", "CREATE INDEX \"ix\" ON \"users\" (\"name\");")]);
    assert!(build(&tiny).ran(), "a revision came");
    assert_eq!(tiny.run(), "2 revisions, head 0002", "it is in the binary");
    tiny.rename("migrations/0002.sql", "migrations/0002_by_name.sql");
    assert!(build(&tiny).ran(), "a revision has another name");
    tiny.remove("migrations/0002_by_name.sql");
    assert!(build(&tiny).ran(), "a revision is gone");
    assert_eq!(tiny.run(), "1 revisions, head 0001");
    let untouched = build(&tiny);
    assert!(!untouched.ran() && untouched.fresh(), "{untouched}");

    // What a build remembers may be lost, damaged or refused, and nothing is told otherwise for it.
    let caches = [memory, last].map(|name| tiny.out().join(name));
    for cache in &caches {
        fs::remove_file(cache).unwrap();
        let without = build(&tiny);
        assert!(without.ran() && !without.warned() && cache.is_file(), "{without}");
        assert!(build(&tiny).fresh(), "{} is there again", cache.display());
    }
    for cache in caches.iter().rev() {
        fs::write(cache, b"migrate cache 1\nnonsense").unwrap();
        let damaged = build(&tiny);
        assert!(damaged.ran() && !damaged.warned(), "{damaged}");
        assert!(build(&tiny).fresh(), "{} was damaged", cache.display());
    }
    assert_eq!(times()[3], before[3], "what a script writes for itself looks old");
    let off = tiny.build_with(&[("MIGRATE_CACHE", "off")], &["-v"]);
    assert!(off.ok() && off.ran() && !off.warned(), "{off}");
}
