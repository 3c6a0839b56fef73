-- case: enum: value added in the middle, at the end and at the beginning
CREATE TYPE e AS ENUM ('b', 'd');
CREATE TABLE t (id integer PRIMARY KEY, a e DEFAULT 'd');
-- to
CREATE TYPE e AS ENUM ('a', 'b', 'c', 'd', 'it''s');
CREATE TABLE t (id integer PRIMARY KEY, a e DEFAULT 'd');
-- case: enum: value added and made the default at once
CREATE TYPE e AS ENUM ('a');
CREATE TABLE t (id integer PRIMARY KEY, a e DEFAULT 'a');
-- to
CREATE TYPE e AS ENUM ('a', 'b');
CREATE TABLE t (id integer PRIMARY KEY, a e DEFAULT 'b');
-- case: enum: value removed with everything that can stand on a column
-- see: SELECT string_agg(a::text || array_to_string(l, '+'), ',' ORDER BY id) FROM t => aa+b,b
CREATE TYPE e AS ENUM ('a', 'b', 'gone');
CREATE TABLE p (k e PRIMARY KEY);
CREATE TABLE t (
    id integer PRIMARY KEY, a e DEFAULT 'a' NOT NULL, l e[] DEFAULT '{a}', u e UNIQUE, k e REFERENCES p,
    g boolean GENERATED ALWAYS AS (a = 'a') STORED,
    CONSTRAINT c CHECK (a <> 'b' OR id > 1)
);
CREATE INDEX i ON t (id) WHERE a = 'a';
CREATE INDEX g_index ON t (g, a);
CREATE VIEW v AS SELECT id, a FROM t WHERE a = 'a';
CREATE VIEW w AS SELECT id FROM v;
CREATE MATERIALIZED VIEW m AS SELECT a, count(*) AS n FROM t GROUP BY a;
CREATE UNIQUE INDEX m_index ON m (a);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER g BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (NEW.a = 'b') EXECUTE FUNCTION f();
INSERT INTO p VALUES ('a');
INSERT INTO t (id, a, l, u, k) VALUES (1, 'a', '{a,b}', 'a', 'a'), (2, 'b', '{}', NULL, NULL);
-- to
CREATE TYPE e AS ENUM ('b', 'a');
CREATE TABLE p (k e PRIMARY KEY);
CREATE TABLE t (
    id integer PRIMARY KEY, a e DEFAULT 'a' NOT NULL, l e[] DEFAULT '{a}', u e UNIQUE, k e REFERENCES p,
    g boolean GENERATED ALWAYS AS (a = 'a') STORED,
    CONSTRAINT c CHECK (a <> 'b' OR id > 1)
);
CREATE INDEX i ON t (id) WHERE a = 'a';
CREATE INDEX g_index ON t (g, a);
CREATE VIEW v AS SELECT id, a FROM t WHERE a = 'a';
CREATE VIEW w AS SELECT id FROM v;
CREATE MATERIALIZED VIEW m AS SELECT a, count(*) AS n FROM t GROUP BY a;
CREATE UNIQUE INDEX m_index ON m (a);
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER g BEFORE UPDATE OF a ON t FOR EACH ROW WHEN (NEW.a = 'b') EXECUTE FUNCTION f();
-- case: enum: value removed that a row holds
-- refused: would fail: 1 row of `t` with what enum `e` does not have in `a`, such as `id` = 1
CREATE TYPE e AS ENUM ('a', 'gone');
CREATE TABLE t (id integer PRIMARY KEY, a e);
INSERT INTO t VALUES (1, 'gone');
-- to
CREATE TYPE e AS ENUM ('a');
CREATE TABLE t (id integer PRIMARY KEY, a e);
-- case: enum: default was the value that is removed
CREATE TYPE e AS ENUM ('a', 'b');
CREATE TABLE t (id integer PRIMARY KEY, a e DEFAULT 'b');
INSERT INTO t VALUES (1, 'a');
-- to
CREATE TYPE e AS ENUM ('a');
CREATE TABLE t (id integer PRIMARY KEY, a e DEFAULT 'a');
-- case: enum: renamed, with a value renamed that is a default and in an index
-- hint: enum f e
-- hint: value f.z b
CREATE TYPE e AS ENUM ('a', 'b');
CREATE TABLE t (id integer PRIMARY KEY, a e DEFAULT 'b', l e[]);
CREATE INDEX i ON t (id) WHERE a = 'b';
INSERT INTO t VALUES (1, 'b', '{a,b}');
-- see: SELECT a || l::text FROM t => z{a,z}
-- to
CREATE TYPE f AS ENUM ('a', 'z');
CREATE TABLE t (id integer PRIMARY KEY, a f DEFAULT 'z', l f[]);
CREATE INDEX i ON t (id) WHERE a = 'z';
-- case: enum: comment, and dropped with its column
CREATE TYPE e AS ENUM ('a');
CREATE TYPE g AS ENUM ('x');
COMMENT ON TYPE e IS 'one';
CREATE TABLE t (id integer PRIMARY KEY, a e, b g);
-- to
CREATE TYPE e AS ENUM ('a');
COMMENT ON TYPE e IS 'it''s another';
CREATE TABLE t (id integer PRIMARY KEY, a e);
-- case: enum: from text with a default, an index and a check
CREATE TABLE t (id integer PRIMARY KEY, a text DEFAULT 'a' NOT NULL, CONSTRAINT c CHECK (a <> ''));
CREATE INDEX i ON t (a);
INSERT INTO t VALUES (1, 'b');
-- to
CREATE TYPE e AS ENUM ('a', 'b');
CREATE TABLE t (id integer PRIMARY KEY, a e DEFAULT 'a' NOT NULL);
CREATE INDEX i ON t (a);
-- case: enum: to another enum, in arrays as well
-- see: SELECT a || l::text FROM t => x{x}
CREATE TYPE e AS ENUM ('x', 'y');
CREATE TYPE f AS ENUM ('x', 'z');
CREATE TABLE t (id integer PRIMARY KEY, a e DEFAULT 'x', l e[]);
INSERT INTO t VALUES (1, 'x', '{x}');
-- to
CREATE TYPE e AS ENUM ('x', 'y');
CREATE TYPE f AS ENUM ('x', 'z');
CREATE TABLE t (id integer PRIMARY KEY, a f DEFAULT 'x', l f[]);
-- case: enum: in a namespace, with odd names
CREATE SCHEMA "Odd one";
CREATE TYPE "Odd one"."My ""Enum""" AS ENUM ('a', 'b');
CREATE TABLE "Odd one"."T" (id integer PRIMARY KEY, "A" "Odd one"."My ""Enum""" DEFAULT 'a');
-- to
CREATE SCHEMA "Odd one";
CREATE TYPE "Odd one"."My ""Enum""" AS ENUM ('a');
CREATE TABLE "Odd one"."T" (id integer PRIMARY KEY, "A" "Odd one"."My ""Enum""" DEFAULT 'a');
-- case: identity: from serial, the position kept though its rows are gone
-- see: SELECT nextval('t_id_seq') => 8
CREATE TABLE t (id serial PRIMARY KEY, a integer);
INSERT INTO t (a) SELECT generate_series(1, 7);
DELETE FROM t WHERE id > 2;
-- to
CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a integer);
-- case: identity: to serial, the position kept
-- see: SELECT nextval('t_id_seq') => 6
CREATE TABLE t (id bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, a integer);
INSERT INTO t (a) SELECT generate_series(1, 5);
DELETE FROM t WHERE id > 2;
-- to
CREATE TABLE t (id bigserial PRIMARY KEY, a integer);
-- case: identity: onto numbers that are there
-- see: SELECT nextval('t_id_seq') || ' ' || nextval('t_b_seq') || ' ' || nextval('t_c_seq') => 42 1 100
CREATE TABLE t (id integer PRIMARY KEY, b bigint NOT NULL, c smallint NOT NULL DEFAULT 3);
INSERT INTO t VALUES (41, -5, 7), (40, -6, 8);
-- to
CREATE TABLE t (
    id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, b bigserial,
    c smallint GENERATED ALWAYS AS IDENTITY (START WITH 100)
);
-- case: identity: options and manner change
CREATE TABLE t (id integer GENERATED BY DEFAULT AS IDENTITY (INCREMENT BY 2 MINVALUE 0 CACHE 3 CYCLE) PRIMARY KEY, a integer);
-- to
CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY (START WITH 50 MAXVALUE 1000) PRIMARY KEY, a integer);
-- case: identity: falls away, of both kinds
CREATE TABLE t (id serial PRIMARY KEY, a bigint GENERATED ALWAYS AS IDENTITY);
-- to
CREATE TABLE t (id integer PRIMARY KEY, a bigint NOT NULL);
-- case: identity: grows to bigint
CREATE TABLE t (id serial PRIMARY KEY, a smallint GENERATED ALWAYS AS IDENTITY);
-- to
CREATE TABLE t (id bigserial PRIMARY KEY, a bigint GENERATED ALWAYS AS IDENTITY);
-- case: identity: sequences follow a renamed table and column
-- hint: table u t
-- hint: column u.number id
-- see: SELECT pg_get_serial_sequence('u', 'number') || pg_get_serial_sequence('u', 'a') => public.u_number_seqpublic.u_a_seq
CREATE TABLE t (id serial NOT NULL, a bigint GENERATED ALWAYS AS IDENTITY, CONSTRAINT k PRIMARY KEY (id));
INSERT INTO t VALUES (1, DEFAULT);
-- to
CREATE TABLE u (number serial NOT NULL, a bigint GENERATED ALWAYS AS IDENTITY, CONSTRAINT k PRIMARY KEY (number));
-- case: type: text to what it says
-- see: SELECT concat(i, b, d, z, j, u, n, l, m, r) FROM t => 5t2024-02-0302:03:04{"a": 1}a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a111.50{1,2}x10.0.0.1
CREATE TABLE t (
    id integer PRIMARY KEY, i text DEFAULT '7', b text, d text, z text, j text, u character(36), n character varying(9),
    l text[], m text, r text
);
INSERT INTO t VALUES (1, '5', 'yes', '2024-02-03', '02:03:04', '{"a":1}', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11',
    '1.50', '{1,2}', 'x', '10.0.0.1');
-- to
CREATE TYPE e AS ENUM ('x');
CREATE TABLE t (
    id integer PRIMARY KEY, i integer DEFAULT 7, b boolean, d date, z time, j jsonb, u uuid, n numeric,
    l integer[], m e, r inet
);
-- case: type: numbers
-- see: SELECT concat(a, '|', b, '|', c, '|', d, '|', i) FROM t => 1|t|1.50|2|6
CREATE TABLE t (id integer PRIMARY KEY, a boolean, b bigint, c double precision, d numeric(10,2), i numeric(4,2));
INSERT INTO t VALUES (1, true, 3, 1.5, 2.4, 6.25);
-- to
CREATE TABLE t (id integer PRIMARY KEY, a smallint, b boolean, c numeric(10,2), d bigint, i integer);
-- case: type: days, times and moments
-- see: SELECT concat(a, '|', b, '|', e) FROM t => 2024-01-02|2024-01-02 00:00:00|03:04:05
CREATE TABLE t (id integer PRIMARY KEY, a timestamp, b date, e time);
INSERT INTO t VALUES (1, '2024-01-02 03:04:05', '2024-01-02', '03:04:05');
-- to
CREATE TABLE t (id integer PRIMARY KEY, a date, b timestamp, e interval);
-- case: type: a day does not come from a time of day
-- refused: down: ERROR: invalid input syntax for type date: "00:00:00"
CREATE TABLE t (id integer PRIMARY KEY, d date);
-- to
CREATE TABLE t (id integer PRIMARY KEY, d time);
-- case: type: bytes, text and uuid
-- see: SELECT concat(a, '|', b, '|', c, '|', d) FROM t => \x68c3a9|hé|\xa0eebc999c0b4ef8bb6d6bb9bd380a11|a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11
CREATE TABLE t (id integer PRIMARY KEY, a text, b bytea, c uuid, d bytea);
INSERT INTO t VALUES (1, 'hé', '\x68c3a9', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '\xa0eebc999c0b4ef8bb6d6bb9bd380a11');
-- to
CREATE TABLE t (id integer PRIMARY KEY, a bytea, b text, c bytea, d uuid);
-- case: type: json to what it holds and back
-- see: SELECT concat(a, '|', b, '|', c, '|', d, '|', e, '|', f) FROM t => 5|"x"|{"k": 2}|7|"y"|[1, 2]
CREATE TABLE t (id integer PRIMARY KEY, a jsonb, b json, c json, d integer, e text, f integer[]);
INSERT INTO t VALUES (1, '5', '"x"', '{"k": 2}', 7, '"y"', '{1,2}');
-- to
CREATE TABLE t (id integer PRIMARY KEY, a integer, b character varying(9), c jsonb, d json, e jsonb, f jsonb);
-- case: type: one value to many and back
-- see: SELECT concat(a, '|', b, '|', c, '|', d) FROM t WHERE id = 1 => {3}|4|{x}|{5,6}
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer[], c text, d integer[]);
INSERT INTO t VALUES (1, 3, '{4}', '{x}', '{5,6}'), (2, NULL, NULL, NULL, NULL);
-- to
CREATE TABLE t (id integer PRIMARY KEY, a bigint[], b integer, c text[], d text[]);
-- case: type: many values do not become one
-- refused: would fail: 1 row of `t` whose `b` does not fit `integer`, such as `id` = 1
CREATE TABLE t (id integer PRIMARY KEY, b integer[]);
INSERT INTO t VALUES (1, '{4,5}');
-- to
CREATE TABLE t (id integer PRIMARY KEY, b integer);
-- case: type: what is too long is refused and not cut off
-- refused: would fail: 1 row of `t` with more than 2 characters in `a`, such as `id` = 1
CREATE TABLE t (id integer PRIMARY KEY, a text);
INSERT INTO t VALUES (1, 'abc');
-- to
CREATE TABLE t (id integer PRIMARY KEY, a character varying(2));
-- case: type: precision, lengths and bits
CREATE TABLE t (id integer PRIMARY KEY, a timestamp(3), b interval, c bit(3), d time, e character(3), f character varying, g bit varying(3));
-- to
CREATE TABLE t (id integer PRIMARY KEY, a timestamp(6), b interval(3), c bit varying(9), d time(3), e character(5), f character varying(20), g bit varying);
-- case: type: a person's own expression
-- hint: using t.a length(a)
-- see: SELECT a FROM t => 3
CREATE TABLE t (id integer PRIMARY KEY, a text);
INSERT INTO t VALUES (1, 'abc');
-- to
CREATE TABLE t (id integer PRIMARY KEY, a integer);
-- case: type: collation
CREATE TABLE t (id integer PRIMARY KEY, a text, b text COLLATE "C", c text COLLATE "POSIX");
CREATE INDEX i ON t (a, b);
-- to
CREATE TABLE t (id integer PRIMARY KEY, a text COLLATE "C", b text, c text COLLATE "C");
CREATE INDEX i ON t (a, b);
-- case: type: with everything that can stand on it
CREATE TABLE t (
    id integer PRIMARY KEY, a character varying(9) DEFAULT 'x' NOT NULL, b integer, r tsrange,
    g text GENERATED ALWAYS AS (lower(a) || 'x') STORED,
    CONSTRAINT c CHECK (a IN ('x', 'y', '1')), CONSTRAINT u UNIQUE (a, b), CONSTRAINT ug UNIQUE (g)
);
CREATE INDEX i ON t (lower(a)) WHERE a <> 'z';
CREATE INDEX j ON t (g, b);
CREATE VIEW v AS SELECT a, b FROM t WHERE a <> 'q';
CREATE VIEW w AS SELECT a FROM v;
CREATE VIEW x AS SELECT b FROM t;
COMMENT ON VIEW w IS 'kept';
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER g1 BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE TRIGGER g2 BEFORE INSERT ON t FOR EACH ROW WHEN (NEW.a = 'x') EXECUTE FUNCTION f();
INSERT INTO t (id, a, b) VALUES (1, 'y', 2);
-- to
CREATE TABLE t (
    id integer PRIMARY KEY, a text DEFAULT 'x' NOT NULL, b integer, r tsrange,
    g text GENERATED ALWAYS AS (lower(a) || 'x') STORED,
    CONSTRAINT c CHECK (a IN ('x', 'y', '1')), CONSTRAINT u UNIQUE (a, b), CONSTRAINT ug UNIQUE (g)
);
CREATE INDEX i ON t (lower(a)) WHERE a <> 'z';
CREATE INDEX j ON t (g, b);
CREATE VIEW v AS SELECT a, b FROM t WHERE a <> 'q';
CREATE VIEW w AS SELECT a FROM v;
CREATE VIEW x AS SELECT b FROM t;
COMMENT ON VIEW w IS 'kept';
CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER g1 BEFORE UPDATE OF a ON t FOR EACH ROW EXECUTE FUNCTION f();
CREATE TRIGGER g2 BEFORE INSERT ON t FOR EACH ROW WHEN (NEW.a = 'x') EXECUTE FUNCTION f();
-- case: type: foreign keys on both ends
CREATE TABLE p (id integer PRIMARY KEY);
CREATE TABLE c (id integer PRIMARY KEY, p integer CONSTRAINT k REFERENCES p);
-- to
CREATE TABLE p (id bigint PRIMARY KEY);
CREATE TABLE c (id integer PRIMARY KEY, p bigint CONSTRAINT k REFERENCES p);
-- case: default: every kind of change
CREATE TABLE t (id integer PRIMARY KEY, a text DEFAULT 'x', b text, c integer DEFAULT 1, d timestamp DEFAULT now(), e integer DEFAULT 1 + 2);
-- to
CREATE TABLE t (id integer PRIMARY KEY, a text DEFAULT 'it''s', b text DEFAULT 'a' || 'b', c integer, d timestamp DEFAULT timezone('utc', now()), e integer DEFAULT (1 + 2) * 3);
-- case: nullable: closed with values for the rows that have none
-- hint: backfill t.a 'none'
-- hint: backfill t.b id * 2
-- see: SELECT concat(a, b, c) FROM t => none14x
-- hint: backfill t.c 'x'
CREATE TABLE t (id integer PRIMARY KEY, a text);
INSERT INTO t VALUES (7, NULL);
-- to
CREATE TABLE t (id integer PRIMARY KEY, a text NOT NULL, b integer NOT NULL, c text DEFAULT 'later');
-- case: nullable: NULLs are not closed over
-- refused: would fail: 1 row of `t` with NULL in `a`, such as `id` = 7; write `#[column(backfill = "…")]`
CREATE TABLE t (id integer PRIMARY KEY, a text);
INSERT INTO t VALUES (7, NULL);
-- to
CREATE TABLE t (id integer PRIMARY KEY, a text NOT NULL);
-- case: nullable: opened
CREATE TABLE t (id integer PRIMARY KEY, a text NOT NULL DEFAULT 'x');
-- to
CREATE TABLE t (id integer PRIMARY KEY, a text);
-- case: generated: expression changed with what stands on it
CREATE TABLE t (id integer PRIMARY KEY, a integer, g integer GENERATED ALWAYS AS (a * 2) STORED, CONSTRAINT c CHECK (g > 0), CONSTRAINT u UNIQUE (g));
CREATE INDEX i ON t (g);
INSERT INTO t (id, a) VALUES (1, 2);
-- to
CREATE TABLE t (id integer PRIMARY KEY, a integer, g integer GENERATED ALWAYS AS (a * 3) STORED, CONSTRAINT c CHECK (g > 0), CONSTRAINT u UNIQUE (g));
CREATE INDEX i ON t (g);
-- case: generated: kept as a plain column
-- see: SELECT g FROM t => 4
CREATE TABLE t (id integer PRIMARY KEY, a integer, g integer GENERATED ALWAYS AS (a * 2) STORED);
INSERT INTO t (id, a) VALUES (1, 2);
-- to
CREATE TABLE t (id integer PRIMARY KEY, a integer, g integer);
-- case: generated: type of what it reads changes
CREATE TABLE t (id integer PRIMARY KEY, a integer, g bigint GENERATED ALWAYS AS (a * 2) STORED);
CREATE INDEX i ON t (g);
INSERT INTO t (id, a) VALUES (1, 2);
-- to
CREATE TABLE t (id integer PRIMARY KEY, a bigint, g bigint GENERATED ALWAYS AS (a * 2) STORED);
CREATE INDEX i ON t (g);
-- case: primary key: changed under a foreign key
CREATE TABLE p (id integer NOT NULL, b integer NOT NULL, CONSTRAINT pk PRIMARY KEY (id), CONSTRAINT ub UNIQUE (b));
CREATE TABLE c (id integer PRIMARY KEY, p integer CONSTRAINT k REFERENCES p (id));
-- to
CREATE TABLE p (id integer NOT NULL, b integer NOT NULL, CONSTRAINT pk PRIMARY KEY (b), CONSTRAINT ub UNIQUE (id));
CREATE TABLE c (id integer PRIMARY KEY, p integer CONSTRAINT k REFERENCES p (id));
-- case: primary key: include, deferrable, dropped, added
CREATE TABLE a (id integer NOT NULL, b integer, CONSTRAINT pa PRIMARY KEY (id));
CREATE TABLE b (id integer NOT NULL, b integer, CONSTRAINT pb PRIMARY KEY (id));
CREATE TABLE c (id integer NOT NULL);
-- to
CREATE TABLE a (id integer NOT NULL, b integer, CONSTRAINT pa PRIMARY KEY (id) INCLUDE (b) DEFERRABLE);
CREATE TABLE b (id integer NOT NULL, b integer);
CREATE TABLE c (id integer NOT NULL, PRIMARY KEY (id));
-- case: unique: nulls, include, deferrable, name
-- hint: constraint t.renamed d
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer, CONSTRAINT c UNIQUE (a), CONSTRAINT d UNIQUE (b), CONSTRAINT e UNIQUE (a, b));
-- to
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer, CONSTRAINT c UNIQUE NULLS NOT DISTINCT (a), CONSTRAINT renamed UNIQUE (b), CONSTRAINT e UNIQUE (a) INCLUDE (b) DEFERRABLE INITIALLY DEFERRED);
-- case: foreign key: actions, match, deferrable, columns
CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b));
CREATE TABLE c (id integer PRIMARY KEY, a integer, b integer, CONSTRAINT k FOREIGN KEY (a, b) REFERENCES p);
-- to
CREATE TABLE p (a integer, b integer, PRIMARY KEY (a, b));
CREATE TABLE c (id integer PRIMARY KEY, a integer, b integer, CONSTRAINT k FOREIGN KEY (a, b) REFERENCES p MATCH FULL ON DELETE SET NULL (b) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED);
-- case: foreign key: cycles made, through a self reference too
CREATE TABLE z (id integer PRIMARY KEY);
-- to
CREATE TABLE a (id integer PRIMARY KEY, b integer, up integer REFERENCES a);
CREATE TABLE b (id integer PRIMARY KEY, c integer);
CREATE TABLE c (id integer PRIMARY KEY, a integer REFERENCES a);
ALTER TABLE a ADD FOREIGN KEY (b) REFERENCES b;
ALTER TABLE b ADD FOREIGN KEY (c) REFERENCES c ON DELETE CASCADE;
CREATE TABLE z (id integer PRIMARY KEY, a integer REFERENCES a);
-- case: check: not valid, no inherit, renamed, changed
-- hint: constraint t.new_name old_name
CREATE TABLE t (id integer PRIMARY KEY, a integer, CONSTRAINT c CHECK (a > 0), CONSTRAINT old_name CHECK (a < 100));
-- to
CREATE TABLE t (id integer PRIMARY KEY, a integer, CONSTRAINT new_name CHECK (a < 100));
ALTER TABLE t ADD CONSTRAINT c CHECK (a > 5) NO INHERIT NOT VALID;
-- case: exclude: added, changed and dropped
CREATE EXTENSION btree_gist;
CREATE TABLE t (id integer PRIMARY KEY, a integer, r tsrange, CONSTRAINT x EXCLUDE USING gist (a WITH =), CONSTRAINT y EXCLUDE USING gist (r WITH &&));
-- to
CREATE EXTENSION btree_gist;
CREATE TABLE t (id integer PRIMARY KEY, a integer, r tsrange, CONSTRAINT x EXCLUDE USING gist (a WITH =, r WITH &&) WHERE (a > 0) DEFERRABLE, CONSTRAINT z EXCLUDE USING gist (r WITH &&));
-- case: index: every part changes
-- hint: constraint t.renamed named
CREATE TABLE t (id integer PRIMARY KEY, a text, b integer, c integer, d jsonb);
CREATE INDEX i1 ON t (b);
CREATE INDEX i2 ON t (b) INCLUDE (c);
CREATE INDEX i3 ON t (a);
CREATE UNIQUE INDEX i4 ON t (b);
CREATE INDEX i5 ON t (lower(a));
CREATE INDEX i6 ON t USING gin (d);
CREATE INDEX named ON t (c);
COMMENT ON INDEX i1 IS 'one';
-- to
CREATE TABLE t (id integer PRIMARY KEY, a text, b integer, c integer, d jsonb);
CREATE INDEX i1 ON t (b DESC NULLS LAST);
CREATE INDEX i2 ON t (b) INCLUDE (c, a) WITH (fillfactor = 60);
CREATE INDEX i3 ON t (a COLLATE "C" text_pattern_ops) WHERE b > 0 AND c IS NULL;
CREATE UNIQUE INDEX i4 ON t (b) NULLS NOT DISTINCT;
CREATE INDEX i5 ON t (upper(a), (b + c) DESC);
CREATE INDEX i6 ON t USING gin (d jsonb_path_ops);
CREATE INDEX renamed ON t (c);
COMMENT ON INDEX renamed IS 'two';
-- case: rename: a table and columns with everything that names them
-- hint: table new old
-- hint: column new.y x
-- hint: constraint new.new_pkey old_pkey
-- hint: constraint new.new_x_check old_x_check
CREATE TABLE old (id integer PRIMARY KEY, x integer CHECK (x > 0), g integer GENERATED ALWAYS AS (x + 1) STORED);
CREATE INDEX i ON old (x, (x + 2)) WHERE x <> 5;
CREATE TABLE child (id integer PRIMARY KEY, o integer CONSTRAINT k REFERENCES old);
INSERT INTO old (id, x) VALUES (1, 3);
-- see: SELECT concat(y, g) FROM new => 34
-- to
CREATE TABLE new (id integer PRIMARY KEY, y integer CHECK (y > 0), g integer GENERATED ALWAYS AS (y + 1) STORED);
CREATE INDEX i ON new (y, (y + 2)) WHERE y <> 5;
CREATE TABLE child (id integer PRIMARY KEY, o integer CONSTRAINT k REFERENCES new);
-- case: rename: into another namespace
-- hint: table app/t t
CREATE TABLE t (id serial PRIMARY KEY, a text);
CREATE INDEX i ON t (a);
-- to
CREATE SCHEMA app;
CREATE TABLE app.t (id serial PRIMARY KEY, a text);
CREATE INDEX i ON app.t (a);
-- case: namespace: made with tables and types, and dropped
CREATE SCHEMA gone;
CREATE TYPE gone.e AS ENUM ('a');
CREATE TABLE gone.t (id serial PRIMARY KEY, a gone.e);
CREATE TABLE t (id integer PRIMARY KEY);
-- to
CREATE SCHEMA came;
CREATE TYPE came.e AS ENUM ('a');
CREATE TABLE came.t (id serial PRIMARY KEY, a came.e DEFAULT 'a');
CREATE TABLE t (id integer PRIMARY KEY, c integer REFERENCES came.t);
-- case: names: odd ones everywhere
CREATE TABLE "Order" (id integer NOT NULL);
-- to
CREATE TABLE "Order" (id integer NOT NULL, "select" serial, "Ünïcode ""x""" text DEFAULT 'a', "from" integer, CONSTRAINT "Pri Mary" PRIMARY KEY ("select"), CONSTRAINT "Ch.eck" CHECK ("from" > 0 AND "Ünïcode ""x""" <> ''));
CREATE INDEX "In Dex" ON "Order" ("from", lower("Ünïcode ""x"""));
COMMENT ON COLUMN "Order"."Ünïcode ""x""" IS 'it''s';
CREATE TABLE "a_very_long_table_name_that_is_cut_by_the_server_at_63_bytes_ab" (id serial PRIMARY KEY, "a_very_long_column_name_that_is_cut_by_the_server_at_63_bytes_a" integer UNIQUE REFERENCES "Order" CHECK ("a_very_long_column_name_that_is_cut_by_the_server_at_63_bytes_a" > 0));
-- case: domain: default, null, checks
CREATE DOMAIN d AS integer DEFAULT 1 CONSTRAINT c CHECK (VALUE > 0);
CREATE TABLE t (id integer PRIMARY KEY, a d);
-- to
CREATE DOMAIN d AS integer DEFAULT 2 NOT NULL CONSTRAINT c CHECK (VALUE > 0 AND VALUE < 100) CONSTRAINT e CHECK (VALUE <> 50);
CREATE TABLE t (id integer PRIMARY KEY, a d);
-- case: domain: a column comes to it and leaves it
CREATE DOMAIN d AS integer CHECK (VALUE > 0);
CREATE TABLE t (id integer PRIMARY KEY, a integer, b d, c text);
INSERT INTO t VALUES (1, 1, 2, '3');
-- to
CREATE DOMAIN d AS integer CHECK (VALUE > 0);
CREATE TABLE t (id integer PRIMARY KEY, a d, b bigint, c d);
-- case: sequence: made, changed, dropped, owned
CREATE SEQUENCE a;
CREATE SEQUENCE b INCREMENT BY 2 START WITH 7;
CREATE TABLE t (id integer PRIMARY KEY DEFAULT nextval('b'));
-- to
CREATE SEQUENCE b AS integer MINVALUE 0 CACHE 5 CYCLE;
CREATE SEQUENCE c INCREMENT BY -1;
CREATE TABLE t (id integer PRIMARY KEY DEFAULT nextval('b'));
ALTER SEQUENCE c OWNED BY t.id;
-- case: extension: with a column of its type
CREATE TABLE t (id integer PRIMARY KEY, a text);
INSERT INTO t VALUES (1, 'A');
-- see: SELECT a = 'a' FROM t => t
-- to
CREATE EXTENSION citext;
CREATE TABLE t (id integer PRIMARY KEY, a citext);
-- case: view: changed, dropped, made
CREATE TABLE t (id integer PRIMARY KEY, a integer);
CREATE VIEW v AS SELECT id FROM t;
CREATE VIEW gone AS SELECT a FROM t;
CREATE VIEW upon AS SELECT id FROM v;
-- to
CREATE TABLE t (id integer PRIMARY KEY, a integer);
CREATE VIEW v AS SELECT id, a FROM t;
CREATE VIEW upon AS SELECT id FROM v;
CREATE MATERIALIZED VIEW came AS SELECT a FROM v;
CREATE INDEX came_a ON came (a);
-- case: view: a column it reads is renamed, another dropped
-- hint: column t.b a
CREATE TABLE t (id integer PRIMARY KEY, a integer, gone integer);
CREATE VIEW v AS SELECT id, a AS x FROM t;
INSERT INTO t VALUES (1, 5, 6);
-- see: SELECT x FROM v => 5
-- to
CREATE TABLE t (id integer PRIMARY KEY, b integer);
CREATE VIEW v AS SELECT id, b AS x FROM t;
-- case: function and trigger: made, replaced, dropped
CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT a + 1 $$;
CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE FUNCTION h(a text, b integer[]) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE TABLE t (id integer PRIMARY KEY, a integer DEFAULT f(1));
CREATE TRIGGER one BEFORE INSERT ON t FOR EACH ROW EXECUTE FUNCTION g();
CREATE TRIGGER two AFTER DELETE ON t FOR EACH ROW EXECUTE FUNCTION g();
-- to
CREATE FUNCTION f(a integer) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT a + 2 $$;
CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
CREATE PROCEDURE p(a integer) LANGUAGE sql AS 'SELECT 1';
CREATE TABLE t (id integer PRIMARY KEY, a integer DEFAULT f(1), b integer CHECK (f(b) > 0));
CREATE TRIGGER one BEFORE INSERT OR UPDATE ON t FOR EACH ROW EXECUTE FUNCTION g();
CREATE TRIGGER three AFTER DELETE ON t FOR EACH ROW WHEN (OLD.a > 1) EXECUTE FUNCTION g();
-- case: options: unlogged, storage, inheritance
CREATE TABLE p (a integer);
CREATE TABLE t (id integer PRIMARY KEY) WITH (fillfactor = 50, autovacuum_enabled = false);
CREATE TABLE c (x integer) INHERITS (p);
-- to
CREATE TABLE p (a integer);
CREATE UNLOGGED TABLE t (id integer PRIMARY KEY) WITH (fillfactor = 60);
CREATE TABLE c (x integer) INHERITS (p);
-- case: partitions: kept while the parent changes
CREATE TABLE m (at date NOT NULL, v integer, w text, PRIMARY KEY (at)) PARTITION BY RANGE (at);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE INDEX i ON m (v);
INSERT INTO m VALUES ('2024-05-05', 1, '5');
-- to
CREATE TABLE m (at date NOT NULL, v bigint NOT NULL, w integer, n text, PRIMARY KEY (at)) PARTITION BY RANGE (at);
CREATE TABLE m1 PARTITION OF m FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE m2 PARTITION OF m FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE INDEX i ON m (v, n);
-- case: comments: on everything
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer);
COMMENT ON TABLE t IS 'one';
COMMENT ON COLUMN t.a IS 'gone';
-- to
CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer);
COMMENT ON COLUMN t.b IS 'came \ '' "';
CREATE TABLE u (id integer);
COMMENT ON TABLE u IS 'new';
COMMENT ON COLUMN u.id IS 'new too';
-- case: tables: dropped in chains
CREATE TABLE a (id integer PRIMARY KEY);
CREATE TABLE b (id integer PRIMARY KEY, a integer REFERENCES a, c integer);
CREATE TABLE c (id integer PRIMARY KEY, b integer REFERENCES b);
ALTER TABLE b ADD FOREIGN KEY (c) REFERENCES c;
CREATE TABLE kept (id integer PRIMARY KEY, a integer REFERENCES a, c integer REFERENCES c);
INSERT INTO kept VALUES (1, NULL, NULL);
-- to
CREATE TABLE kept (id integer PRIMARY KEY, a integer, c integer);
