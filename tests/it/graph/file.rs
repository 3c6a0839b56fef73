//! The format of revision files: both ways, and everything that can be wrong with one.

use std::time::Duration;

use expect_test::{Expect, expect};
use migrate::revision::{Direction, Limits, Revision, Section, file, name};
use proptest::prelude::*;

use super::notation::told;

const FILE: &str = "\
-- add user email
--
-- Revision: 19becf30b774
-- Revises: 5b0c7a11d2e9, 77aa00bb11cc
-- Created: 2025-12-24 03:27:01 UTC
-- Labels: users
-- Depends on: billing, 0123456789ab

-- migrate:up sqlite
-- hazard: rewrites the table
ALTER TABLE \"users\" ADD COLUMN \"email\" TEXT;

UPDATE users SET email = '';

-- migrate:down sqlite transaction:false statement_timeout:0.5
ALTER TABLE \"users\" DROP COLUMN \"email\";

-- migrate:up postgres
DO $$ BEGIN EXECUTE 'ALTER TABLE users ADD COLUMN email text'; END $$;
-- migrate:effect ALTER TABLE users ADD COLUMN email text;

-- migrate:down postgres irreversible
";

const HEADER: &str =
    "-- m\n--\n-- Revision: a1\n-- Revises:\n-- Created: 2025-12-24 03:27:01 UTC\n";

fn parse(text: &str) -> Revision {
    file::parse("migrations/20251224_0327_add_user_email.sql", text)
        .unwrap_or_else(|errors| panic!("{}", told(&errors)))
}

fn refused(text: &str, expected: Expect) {
    let errors = file::parse("m/1.sql", text).err().unwrap_or_default();
    assert!(errors.iter().all(migrate::Error::is_file));
    expected.assert_eq(&told(&errors));
}

#[test]
fn a_file_is_read() {
    let revision = parse(FILE);
    assert_eq!(revision.id, "19becf30b774");
    assert_eq!(revision.message, "add user email");
    assert_eq!(revision.revises, ["5b0c7a11d2e9", "77aa00bb11cc"]);
    assert_eq!(revision.created, "2025-12-24 03:27:01 UTC");
    assert_eq!(revision.labels, ["users"]);
    assert_eq!(revision.depends_on, ["billing", "0123456789ab"]);
    assert_eq!(revision.slug, "add_user_email");
    assert_eq!(revision.sections.len(), 4);
    let [up, down, effect, never] = revision.sections.as_slice() else { panic!("four sections") };
    assert_eq!((up.line, up.transaction), (9, true));
    assert!(
        up.sql.starts_with("-- hazard: rewrites the table\nALTER")
            && up.sql.ends_with("email = '';")
    );
    assert!(!down.transaction && down.direction == Direction::Down);
    assert!(effect.sql.ends_with("-- migrate:effect ALTER TABLE users ADD COLUMN email text;"));
    assert!(never.irreversible && never.sql.is_empty());
}

#[test]
fn what_is_rendered_is_what_was_read() {
    assert_eq!(file::render(&parse(FILE)), FILE);
}

#[test]
fn line_endings_and_a_byte_order_mark_change_nothing() {
    let windows = format!("\u{feff}{}", FILE.replace('\n', "\r\n"));
    assert_eq!(parse(&windows), parse(FILE));
    let trailing = FILE.replace(";\n", "; \t\r\n") + "\n\n";
    for dialect in ["sqlite", "postgres"] {
        assert_eq!(
            parse(&trailing).checksum(dialect).unwrap(),
            parse(FILE).checksum(dialect).unwrap()
        );
    }
    assert_ne!(
        parse(&FILE.replace("TEXT", "text")).checksum("sqlite").unwrap(),
        parse(FILE).checksum("sqlite").unwrap()
    );
    assert_eq!(
        parse(&FILE.replace("DROP", "drop")).checksum("sqlite").unwrap(),
        parse(FILE).checksum("sqlite").unwrap(),
        "only what upgrades is summed"
    );
}

#[test]
fn a_checksum_is_that_of_the_text_alone() {
    // `printf 'CREATE TABLE t (id integer);\n\nSELECT 1;' | sha256sum`
    let text = format!(
        "{HEADER}\n-- migrate:up\nCREATE TABLE t (id integer); \n\nSELECT 1;\n\n\n-- migrate:down\nSELECT 2;\n"
    );
    assert_eq!(
        parse(&text).checksum("sqlite").unwrap(),
        "fe2bcb50ae31389b97dac020740db090fb3a01f4b38faec796dab2c2fcfbd283"
    );
}

#[test]
fn a_section_for_all_serves_every_dialect_that_has_none_of_its_own() {
    let text = format!(
        "{HEADER}\n-- migrate:up\nA;\n-- migrate:up pg\nB;\n-- migrate:down irreversible\n"
    );
    let revision = parse(&text);
    let sql = |dialect| {
        revision.section(Direction::Up, dialect).unwrap().map(|section| section.sql.clone())
    };
    assert_eq!(sql("sqlite").as_deref(), Some("A;"));
    assert_eq!(sql("postgres").as_deref(), Some("B;"));
}

#[test]
fn a_dialect_without_a_section_is_an_error_but_a_merge_does_nothing_everywhere() {
    let text = format!("{HEADER}\n-- migrate:up sqlite\nA;\n-- migrate:down sqlite\nB;\n");
    let error = parse(&text).section(Direction::Up, "postgres").unwrap_err();
    expect![[r#"
        `migrations/20251224_0327_add_user_email.sql` has no `up` section for `postgres`
          hint: add the line `-- migrate:up postgres` and its SQL to the file, or `-- migrate:up` for every dialect
    "#]].assert_eq(&told([&error]));
    let merge = parse(HEADER);
    assert!(merge.is_empty() && merge.section(Direction::Down, "postgres").unwrap().is_none());
    assert_eq!(
        merge.checksum("sqlite").unwrap(),
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
}

#[test]
fn a_marker_counts_at_the_start_of_a_line_only() {
    let text = format!(
        "{HEADER}\n-- migrate:up\nSELECT ' -- migrate:down';\n -- migrate:down\n\n-- migrate:down\nB;\n"
    );
    let revision = parse(&text);
    assert_eq!(revision.sections.len(), 2);
    assert_eq!(revision.sections[0].sql, "SELECT ' -- migrate:down';\n -- migrate:down");
}

#[test]
fn comments_below_the_header_are_free() {
    let text = format!(
        "{HEADER}-- Labels:\n\n-- Revision: is a word here\n-- and so on\n\n-- migrate:up\nA;\n-- migrate:down\nB;\n"
    );
    assert_eq!(parse(&text).id, "a1");
}

#[test]
fn a_broken_header_says_what_should_stand_there() {
    refused(
        "",
        expect![[r#"
        `m/1.sql:1`: the first line is not the message
          hint: begin the file with `-- <what this revision does>`
    "#]],
    );
    refused(
        "CREATE TABLE t (id integer);\n",
        expect![[r#"
        `m/1.sql:1`: the first line is not the message
          hint: begin the file with `-- <what this revision does>`
    "#]],
    );
    refused(
        "-- migrate:up\nSELECT 1;\n",
        expect![[r#"
            `m/1.sql:1`: the header has no `Revision:` line
              hint: add the line `-- Revision: 19becf30b774`
            `m/1.sql:1`: the header has no `Revises:` line
              hint: add the line `-- Revises: <the id of its parent, or nothing for the first>`
            `m/1.sql:1`: the header has no `Created:` line
              hint: add the line `-- Created: 2025-12-24 03:27:01 UTC`
        "#]],
    );
    refused(
        "-- a message\n\n-- migrate:up\nSELECT 1;\n",
        expect![[r#"
        `m/1.sql:1`: the header has no `Revision:` line
          hint: add the line `-- Revision: 19becf30b774`
        `m/1.sql:1`: the header has no `Revises:` line
          hint: add the line `-- Revises: <the id of its parent, or nothing for the first>`
        `m/1.sql:1`: the header has no `Created:` line
          hint: add the line `-- Created: 2025-12-24 03:27:01 UTC`
    "#]],
    );
    refused(
        "-- Revision: a1\n-- Revises:\n-- Created: 2025-12-24 03:27:01 UTC\n",
        expect![[r#"
            `m/1.sql:2`: the header has no `Revision:` line
              hint: add the line `-- Revision: 19becf30b774`
        "#]],
    );
    refused(
        "-- m\n-- Revision:\n-- Revises: a b\n-- Created: yesterday\n-- Labels: x,,y\n-- Depend on: z\n-- note\n",
        expect![[r#"
            `m/1.sql:2`: `Revision:` names no id
              hint: write the id, as in `-- Revision: 19becf30b774`
            `m/1.sql:3`: `a b` is no list of names separated by commas
              hint: write it as in `-- Revises: a, b`
            `m/1.sql:4`: `yesterday` is no time in UTC
              hint: write it as in `-- Created: 2025-12-24 03:27:01 UTC`
            `m/1.sql:5`: `x,,y` is no list of names separated by commas
              hint: write it as in `-- Labels: x, y`
            `m/1.sql:6`: `Depend on: z` is no line of the header
              hint: the lines are `Revision:`, `Revises:`, `Created:`, `Labels:` and `Depends on:`; put other comments below the header, after a blank line
            `m/1.sql:7`: `note` is no line of the header
              hint: the lines are `Revision:`, `Revises:`, `Created:`, `Labels:` and `Depends on:`; put other comments below the header, after a blank line
        "#]],
    );
    refused(
        "-- m\n-- Revision: a, b\n-- Revises:\n-- Revises: c\n-- Created: 2025-13-24 03:27:01 UTC\n-- revision: x\n",
        expect![[r#"
            `m/1.sql:2`: `Revision:` names several ids
              hint: keep the one that is this file's
            `m/1.sql:4`: `Revises:` stands here again, first on line 3
              hint: delete one of them
            `m/1.sql:5`: `2025-13-24 03:27:01 UTC` is no time in UTC
              hint: write it as in `-- Created: 2025-12-24 03:27:01 UTC`
            `m/1.sql:6`: `revision: x` is no line of the header
              hint: write `-- Revision: 19becf30b774`
        "#]],
    );
}

#[test]
fn a_broken_body_says_where() {
    refused(
        &format!("{HEADER}\nSELECT 1;\nSELECT 2;\n-- migrate:up\nA;\n-- migrate:down\nB;\n"),
        expect![[r#"
            `m/1.sql:7`: SQL outside any section would never run
              hint: put a line `-- migrate:up` above it
        "#]],
    );
    refused(
        &format!(
            "{HEADER}\n-- migrate:up lock_timeout:soon\nA;\n-- migrate:down statement_timeout:0\nB;\n"
        ),
        expect![[r#"
            `m/1.sql:7`: `lock_timeout:soon` is no number of seconds above 0
              hint: write `lock_timeout:5`, or `statement_timeout:600`, in seconds
            `m/1.sql:9`: `statement_timeout:0` is no number of seconds above 0
              hint: write `lock_timeout:5`, or `statement_timeout:600`, in seconds
        "#]],
    );
    refused(
        &format!("{HEADER}\n-- migrate:up oracle\nA;\n-- migrate:down\nB;\n"),
        expect![[r#"
            `m/1.sql:7`: `oracle` is no dialect and no option of a section
              hint: the dialects are `sqlite`, `postgres`, the options `transaction:false`, `hook`, `lock_timeout:5`, `statement_timeout:600` and, of a `down`, `irreversible`
        "#]],
    );
    refused(
        &format!("{HEADER}\n-- migrate:up sqlite postgres\nA;\n-- migrate:down\nB;\n"),
        expect![[r#"
            `m/1.sql:7`: a section names one dialect
              hint: write a section for each dialect, or none for all of them
        "#]],
    );
    refused(
        &format!("{HEADER}\n-- migrate:up irreversible\nA;\n-- migrate:undo\nB;\n"),
        expect![[r#"
            `m/1.sql:7`: only a `down` can be irreversible
              hint: write `-- migrate:down irreversible` instead
            `m/1.sql:9`: there is no marker `migrate:undo`
              hint: the markers are `-- migrate:up`, `-- migrate:down` and, within a section, `-- migrate:effect <sql>`
        "#]],
    );
    refused(
        &format!("{HEADER}\n-- migrate:up\nA;\n-- migrate:down\nB;\n-- migrate:up\nC;\n"),
        expect![[r#"
            `m/1.sql:11`: `-- migrate:up` stands here again, first on line 7
              hint: put both texts below one of the markers and delete the other
        "#]],
    );
    refused(
        &format!("{HEADER}\n-- migrate:up\nA;\n-- migrate:down irreversible\n\nB;\n"),
        expect![[r#"
            `m/1.sql:11`: SQL below an irreversible marker would never run
              hint: delete the SQL, or write line 9 without `irreversible`
        "#]],
    );
    refused(
        &format!("{HEADER}\n-- migrate:up sqlite\nA;\n"),
        expect![[r#"
        `m/1.sql:7`: `-- migrate:up sqlite` has no `-- migrate:down sqlite` beside it
          hint: add a line `-- migrate:down sqlite` and the SQL that takes it back, or `-- migrate:down sqlite irreversible`
    "#]],
    );
    refused(
        &format!("{HEADER}\n-- migrate:up\nA;\n-- migrate:down sqlite\nB;\n"),
        expect![[r#"
            `m/1.sql:7`: `-- migrate:up` has no `-- migrate:down` beside it
              hint: add a line `-- migrate:down` and the SQL that takes it back, or `-- migrate:down irreversible`
        "#]],
    );
    refused(
        &format!("{HEADER}\n-- migrate:effect DROP TABLE t;\n"),
        expect![[r#"
        `m/1.sql:7`: this effect stands outside any section
          hint: put it below the statement whose effect it declares
    "#]],
    );
    refused(
        &format!("{HEADER}\n-- migrate:down\nA;\n"),
        expect![[r#"
        `m/1.sql:7`: `-- migrate:down` has no `-- migrate:up` beside it
          hint: add a line `-- migrate:up` and the SQL that it takes back
    "#]],
    );
}

#[test]
fn a_marker_in_capitals_is_a_marker() {
    let text = format!("{HEADER}\n-- Migrate:up\nA;\n--MIGRATE:down\nB;\n");
    assert_eq!(parse(&text).sections[0].sql, "A;");
}

#[test]
fn other_parents_leave_every_other_byte() {
    let moved = file::with_revises("m/1.sql", FILE, &["abc".to_owned()]).unwrap();
    assert_eq!(moved, FILE.replace("5b0c7a11d2e9, 77aa00bb11cc", "abc"));
    let windows = FILE.replace('\n', "\r\n");
    let root = file::with_revises("m/1.sql", &windows, &[]).unwrap();
    assert_eq!(root, windows.replace(" 5b0c7a11d2e9, 77aa00bb11cc", ""));
    assert!(file::with_revises("m/1.sql", "no header", &[]).is_err());
}

#[test]
fn slugs() {
    for (message, slug) in [
        ("Add user email", "add_user_email"),
        ("  add: users.email (NOT NULL) ", "add_users_email_not_null"),
        ("criação de usuários", "criacao_de_usuarios"),
        ("Straße in Łódź", "strasse_in_lodz"),
        ("don't", "dont"),
        ("患者を追加", "revision"),
        ("", "revision"),
        (
            "a very long message that has more than forty characters in it",
            "a_very_long_message_that_has_more_than",
        ),
        (
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk",
            "donaudampfschifffahrtselektrizitatenhaup",
        ),
        ("../../etc/passwd", "etc_passwd"),
    ] {
        assert_eq!(name::slug(message), slug, "{message}");
    }
    for (file, slug) in [
        ("20251224_0327_add_email.sql", "add_email"),
        ("20251224_032701_add_email.sql", "add_email"),
        ("initial.sql", "initial"),
        ("2025_x.sql", "2025_x"),
        ("20251224_0327_.sql", "20251224_0327_"),
    ] {
        assert_eq!(name::slug_of(file), slug, "{file}");
    }
}

#[test]
fn a_file_is_named_after_its_time_and_slug() {
    let revision = Revision {
        created: "2025-12-24 03:27:01 UTC".into(),
        message: "Add e-mail".into(),
        ..Revision::default()
    };
    assert_eq!(revision.file_name(), "20251224_0327_add_e_mail.sql");
    assert_eq!(Revision::default().file_name(), "00000000_0000_revision.sql");
}

fn sections() -> impl Strategy<Value = Vec<Section>> {
    let sql = "([A-Za-z'\";$ \u{e9}-]{0,20}\n){0,4}[A-Za-z;]{0,5}";
    let pair = (sql, sql, 0..4_u8, any::<bool>());
    prop::collection::vec(pair, 0..3).prop_map(|pairs| {
        let dialects = [Some("sqlite".to_owned()), Some("postgres".to_owned()), None];
        let both = pairs.into_iter().zip(dialects).flat_map(
            |((up, down, kind, irreversible), dialect)| {
                let section = |direction, sql: &str, irreversible| Section {
                    direction,
                    dialect: dialect.clone(),
                    transaction: kind != 1,
                    hook: kind == 2,
                    irreversible,
                    limits: Limits {
                        lock_timeout: (kind == 3).then_some(Duration::from_millis(250)),
                        statement_timeout: (kind >= 2).then_some(Duration::from_secs(3600)),
                    },
                    sql: if irreversible { String::new() } else { sql.trim_end().to_owned() },
                    line: 0,
                };
                [section(Direction::Up, &up, false), section(Direction::Down, &down, irreversible)]
            },
        );
        both.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parse_is_the_inverse_of_render(
        message in "(migrate:)?([a-zA-Z\u{e9}:,'.]{1,8} ?){0,4}",
        id in "[0-9a-f]{12}",
        revises in prop::collection::vec("[0-9a-f]{12}", 0..3),
        labels in prop::collection::vec("[a-z_]{1,8}", 0..3),
        sections in sections(),
    ) {
        let message = message.trim().to_owned();
        let created = "2025-12-24 03:27:01 UTC".to_owned();
        let depends_on = labels.clone();
        let slug = "x".to_owned();
        let revision = Revision { id, message, revises, created, labels, depends_on, slug, path: None, sections };
        let text = file::render(&revision);
        let mut read = file::parse("20251224_0327_x.sql", &text).map_err(|errors| TestCaseError::fail(told(&errors)))?;
        prop_assert_eq!(file::render(&read), text.clone());
        for section in &mut read.sections {
            prop_assert!(text.lines().nth(section.line - 1).is_some_and(|line| line.starts_with("-- migrate:")));
            section.line = 0;
        }
        read.path = None;
        prop_assert_eq!(read, revision);
    }

    #[test]
    fn no_text_panics(text in "(-- |--|migrate:|up|down|effect|Revision:|Revises:|Created: |\n|\r\n|[ -~]|\\PC){0,40}") {
        let _ = file::parse("1.sql", &text);
        let _ = file::parse("1.sql", &format!("{HEADER}{text}"));
        let _ = name::slug(&text);
        let _ = name::slug_of(&text);
    }
}
