//! Which parts a schema has, in the order in which they are written. Knows no bytes.

use super::{Codec, Reader};
use crate::schema::*;
use crate::{codec_of_enums, codec_of_structs};

codec_of_structs! {
    Schema { namespaces, extensions, enums, domains, sequences, tables, views, functions, opaque }
    Opaque { on, kind, name, sql, reason }
    Name { namespace, name }
    Table {
        name, columns, primary_key, uniques, foreign_keys, checks, excludes, indexes, triggers, comment, options,
    }
    TableOptions { strict, without_rowid, unlogged, partition_by, partition_of, inherits, with, module }
    Column {
        name, ty, nullable, default, generated, identity, collation, comment, null_conflict,
        not_null_name
    }
    Generated { expr, stored }
    Identity { kind, options, sequence }
    SequenceOptions { start, increment, min, max, cache, cycle }
    KeyOrder { collation, descending }
    PrimaryKey { name, columns, include, deferrable, orders, on_conflict }
    Unique { name, columns, nulls_not_distinct, include, deferrable, orders, on_conflict }
    ForeignKey {
        name, columns, table, references, on_delete, on_update, match_full, deferrable, not_valid,
    }
    Check { name, expr, not_valid, no_inherit }
    Exclude { name, definition, deferrable }
    Index { name, parts, unique, nulls_not_distinct, method, include, predicate, with, comment }
    IndexPart { key, descending, nulls_first, collation, opclass }
    Enum { name, values, comment }
    Domain { name, ty, nullable, default, collation, checks }
    Sequence { name, ty, options, owned_by }
    View { name, sql, materialized, reads, triggers, indexes, comment }
    Trigger { name, sql }
    Function { name, sql }
}

/// Its text.
impl Codec for Expr {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
    }

    fn read(from: &mut Reader<'_>) -> Option<Self> {
        String::read(from).map(Expr)
    }
}

codec_of_enums! {
    Type {
        0 => Boolean, 1 => SmallInt, 2 => Integer, 3 => BigInt, 4 => Real, 5 => Double, 6 => Decimal(digits), 7 => Text,
        8 => Varchar(length), 9 => Char(length), 10 => Bytes, 11 => Date, 12 => Time, 13 => Timestamp, 14 => TimestampTz,
        15 => Uuid, 16 => Json, 17 => Named(name), 18 => Array(element), 19 => Raw(words),
    }
    IdentityKind { 0 => ByDefault, 1 => Always, 2 => Serial }
    Action { 0 => NoAction, 1 => Restrict, 2 => Cascade, 3 => SetNull(columns), 4 => SetDefault(columns) }
    Deferrable { 0 => Immediate, 1 => Deferred }
    IndexKey { 0 => Column(name), 1 => Expr(expr) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::codec::{decode, encode};
    use crate::dialect::{postgres::Postgres, sqlite::Sqlite};
    use crate::replay::replay;

    const POSTGRES: &str = "
        CREATE SCHEMA far; CREATE EXTENSION citext; CREATE TYPE mood AS ENUM ('good', 'bad');
        CREATE DOMAIN positive AS int DEFAULT 1 CHECK (VALUE > 0);
        CREATE SEQUENCE counter AS int START 5 INCREMENT -2 MINVALUE -9 CACHE 3 CYCLE;
        CREATE TABLE parent (id serial PRIMARY KEY, name varchar(9) COLLATE \"C\" UNIQUE, money numeric(9, 2)[],
            mood mood NOT NULL DEFAULT 'good', far positive, twice int GENERATED ALWAYS AS (1 + 1) STORED,
            CONSTRAINT apart EXCLUDE USING gist (name WITH =) DEFERRABLE, CHECK (name <> '') NO INHERIT);
        CREATE TABLE child (id bigint GENERATED ALWAYS AS IDENTITY (START 7) PRIMARY KEY,
            parent_id int REFERENCES parent ON DELETE SET NULL (parent_id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED);
        CREATE UNIQUE INDEX ON child USING btree (parent_id DESC NULLS LAST, lower(id::text) text_pattern_ops)
            INCLUDE (id) WITH (fillfactor = 70) WHERE id > 9;
        CREATE TABLE log (at date) PARTITION BY RANGE (at);
        CREATE TABLE log_1 PARTITION OF log FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
        CREATE TABLE heir (more text) INHERITS (parent);
        CREATE MATERIALIZED VIEW v AS SELECT id FROM parent; CREATE INDEX v_id ON v (id);
        COMMENT ON TABLE parent IS 'who''s first'; COMMENT ON COLUMN parent.id IS 'which';
        CREATE FUNCTION f(int) RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
        CREATE TRIGGER t BEFORE INSERT ON parent FOR EACH ROW EXECUTE FUNCTION f();";

    const SQLITE: &str = "
        CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT, b TEXT COLLATE NOCASE NOT NULL ON CONFLICT FAIL DEFAULT 'é',
            UNIQUE (b COLLATE RTRIM DESC) ON CONFLICT IGNORE) STRICT;
        CREATE TABLE w (id TEXT PRIMARY KEY) WITHOUT ROWID; CREATE VIRTUAL TABLE f USING fts5(x);
        CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END; CREATE VIEW v AS SELECT id FROM a;";

    fn schemas() -> [Schema; 2] {
        let (mut postgres, mut sqlite) = (Schema::default(), Schema::default());
        assert_eq!(replay(&Postgres, POSTGRES, &mut postgres), []);
        assert_eq!(replay(&Sqlite, SQLITE, &mut sqlite), []);
        [postgres, sqlite]
    }

    #[test]
    fn what_was_written_is_what_is_read() {
        for schema in schemas() {
            assert_eq!(decode::<Schema>(&encode(&schema)), Some(schema));
        }
    }

    #[test]
    fn part_of_the_bytes_is_no_schema_and_neither_is_more() {
        for schema in schemas() {
            let mut bytes = encode(&schema);
            for end in 0..bytes.len() {
                assert_eq!(decode::<Schema>(&bytes[..end]), None, "{end}");
            }
            bytes.push(0);
            assert_eq!(decode::<Schema>(&bytes), None);
        }
    }

    #[test]
    fn arrays_of_arrays_end_somewhere() {
        assert_eq!(decode::<Type>(&[18; 100_000]), None);
    }

    proptest! {
        /// Whatever is read must have just those bytes: two spellings of one value would be two keys.
        #[test]
        fn other_bytes_are_refused_or_are_another_schema(at: prop::sample::Index, byte: u8) {
            for schema in schemas() {
                let mut bytes = encode(&schema);
                let at = at.index(bytes.len());
                bytes[at] = byte;
                if let Some(read) = decode::<Schema>(&bytes) {
                    prop_assert_eq!(encode(&read), bytes);
                }
            }
        }
    }
}
