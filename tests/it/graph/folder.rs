//! The folder of revision files: what is read, what is passed over, what is never overwritten.

use std::fs;

use migrate::revision::{Direction, Limits, Revision, Section, dir, file};
use tempfile::tempdir;

use super::notation::told;

fn revision(id: &str, message: &str) -> Revision {
    let section = |direction, sql: &str| Section {
        direction,
        dialect: None,
        transaction: true,
        hook: false,
        irreversible: false,
        limits: Limits::NONE,
        sql: sql.to_owned(),
        line: 0,
    };
    Revision {
        id: id.to_owned(),
        message: message.to_owned(),
        created: "2025-12-24 03:27:01 UTC".to_owned(),
        sections: vec![
            section(Direction::Up, "CREATE TABLE t (id integer);"),
            section(Direction::Down, "DROP TABLE t;"),
        ],
        ..Revision::default()
    }
}

#[test]
fn what_is_written_is_read() {
    let dir = tempdir().unwrap();
    let folder = dir.path().join("migrations");
    let path = dir::write(&folder, &revision("a1", "Create t")).unwrap();
    assert_eq!(path, folder.join("20251224_0327_create_t.sql"));
    let read = dir::read(&folder).unwrap();
    assert_eq!(read.len(), 1);
    assert_eq!(
        (read[0].id.as_str(), read[0].slug.as_str(), read[0].path.as_ref()),
        ("a1", "create_t", Some(&path))
    );
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1, "no other file is left");
}

#[test]
fn heads_are_what_is_read_without_the_sql_and_so_is_all_that_is_wrong() {
    let dir = tempdir().unwrap();
    for (id, message) in [("a1", "Create t"), ("b2", "Create u")] {
        dir::write(dir.path(), &revision(id, message)).unwrap();
    }
    let mut all = dir::read(dir.path()).unwrap();
    assert!(all.iter().all(|revision| revision.sections.len() == 2));
    all.iter_mut().for_each(|revision| revision.sections.clear());
    assert_eq!(dir::read_heads(dir.path()).unwrap(), all);
    let broken = "-- m\n--\n-- Revision: c3\n-- Revises:\n-- Created: 2025-12-24 03:27:01 UTC\n\n\
        -- migrate:up\nSELECT 1;\n";
    fs::write(dir.path().join("broken.sql"), broken).unwrap();
    let errors = dir::read_heads(dir.path()).unwrap_err();
    assert_eq!(told(&errors), told(&dir::read(dir.path()).unwrap_err()));
}

#[test]
fn a_name_that_is_taken_gets_the_id() {
    let dir = tempdir().unwrap();
    let first = dir::write(dir.path(), &revision("a1", "Create t")).unwrap();
    let before = fs::read(&first).unwrap();
    let second = dir::write(dir.path(), &revision("b2", "Create t")).unwrap();
    assert_eq!(second.file_name().unwrap(), "20251224_0327_create_t_b2.sql");
    assert_eq!(fs::read(&first).unwrap(), before);
    let error = dir::write(dir.path(), &revision("b2", "Create t")).unwrap_err();
    assert!(error.to_string().contains("`b2` has a file"), "{error}");
    assert_eq!(dir::read(dir.path()).unwrap().len(), 2);
}

#[test]
fn other_files_are_passed_over() {
    let dir = tempdir().unwrap();
    dir::write(dir.path(), &revision("a1", "Create t")).unwrap();
    for name in ["README.md", ".hidden.sql", "notes.txt", ".20251224_0327_x.sql.12.tmp"] {
        fs::write(dir.path().join(name), "no revision").unwrap();
    }
    for name in [".trash", "old.sql"] {
        fs::create_dir(dir.path().join(name)).unwrap();
        fs::write(dir.path().join(name).join("b.sql"), "no revision").unwrap();
    }
    assert_eq!(dir::read(dir.path()).unwrap().len(), 1);
}

#[test]
fn every_error_of_the_folder_is_told_at_once() {
    let dir = tempdir().unwrap();
    fs::write(dir.path().join("1.sql"), "CREATE TABLE t (id integer);").unwrap();
    fs::write(dir.path().join("2.sql"), [0xff, 0xfe, 0x00]).unwrap();
    dir::write(dir.path(), &revision("a1", "Create t")).unwrap();
    let errors = dir::read(dir.path()).unwrap_err();
    let text = told(&errors);
    assert!(text.contains("1.sql:1`: the first line is not the message"), "{text}");
    assert!(text.contains("2.sql` is not UTF-8"), "{text}");
    assert_eq!(errors.len(), 2, "{text}");
}

#[test]
fn a_folder_that_cannot_be_read_is_an_error() {
    let dir = tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "").unwrap();
    for missing in [dir.path().join("nowhere"), file] {
        let errors = dir::read(&missing).unwrap_err();
        assert!(
            errors[0].is_file() && errors[0].to_string().contains(&missing.display().to_string())
        );
        assert!(errors[0].hint().is_some());
    }
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error_and_stays_as_it_was() {
    let dir = tempdir().unwrap();
    let file = dir.path().join("file");
    fs::write(&file, "mine").unwrap();
    let error = dir::write(&file, &revision("a1", "Create t")).unwrap_err();
    assert!(error.is_file(), "{error}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
}

#[test]
fn a_file_is_rewritten_whole() {
    let dir = tempdir().unwrap();
    let path = dir::write(dir.path(), &revision("a1", "Create t")).unwrap();
    dir::rewrite(&path, "new").unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), "new");
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    assert!(dir::rewrite(dir.path().join("no/where.sql"), "new").is_err());
}

#[test]
fn very_many_files_are_read_in_the_order_of_their_names_and_all_that_is_wrong_is_told() {
    let dir = tempdir().unwrap();
    let place = |number: usize| dir.path().join(format!("20251224_{number:04}_r.sql"));
    for number in 0..500 {
        // Longer than what is read at once.
        let long = format!("message {number} {}", "x".repeat(number % 3 * 20_000));
        fs::write(place(number), file::render(&revision(&format!("r{number}"), &long))).unwrap();
    }
    let read = dir::read(dir.path()).unwrap();
    let ids: Vec<String> = read.iter().map(|revision| revision.id.clone()).collect();
    assert_eq!(ids, (0..500).map(|number| format!("r{number}")).collect::<Vec<_>>());
    assert_eq!(read[499].message.len(), "message 499 ".len() + 20_000);
    fs::write(place(30), b"-- \xff\n").unwrap();
    fs::write(place(200), "SELECT 1;\n").unwrap();
    fs::write(place(460), b"-- \xff\n").unwrap();
    let told: Vec<String> =
        dir::read(dir.path()).unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 3, "{told:?}");
    for (text, number) in told.iter().zip([30, 200, 460]) {
        assert!(text.contains(&format!("20251224_{number:04}_r.sql")), "{told:?}");
    }
}
