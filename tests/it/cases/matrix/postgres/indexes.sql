-- always
CREATE FUNCTION twice(n integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT n * 2';
CREATE TABLE t (id bigint CONSTRAINT pk_t PRIMARY KEY, a integer, b text, j jsonb, l text[], r int4range, ts timestamptz);

-- form: ix ON t (a)
CREATE INDEX ix ON t (a);

-- form: ix ON t (a DESC)
CREATE INDEX ix ON t (a DESC);

-- form: ix ON t (a NULLS FIRST)
CREATE INDEX ix ON t (a NULLS FIRST);

-- form: ix ON t (a DESC NULLS LAST)
CREATE INDEX ix ON t (a DESC NULLS LAST);

-- form: ix ON t (b)
CREATE INDEX ix ON t (b);

-- form: ix ON t (a, b)
CREATE INDEX ix ON t (a, b);

-- form: ix ON t (b, a)
CREATE INDEX ix ON t (b, a);

-- form: UNIQUE ix ON t (a)
CREATE UNIQUE INDEX ix ON t (a);

-- form: UNIQUE ix ON t (a) NULLS NOT DISTINCT
CREATE UNIQUE INDEX ix ON t (a) NULLS NOT DISTINCT;

-- form: ix ON t USING hash (a)
CREATE INDEX ix ON t USING hash (a);

-- form: ix ON t USING gin (j)
CREATE INDEX ix ON t USING gin (j);

-- form: ix ON t USING gin (j jsonb_path_ops)
CREATE INDEX ix ON t USING gin (j jsonb_path_ops);

-- form: ix ON t USING gin (l)
CREATE INDEX ix ON t USING gin (l);

-- form: ix ON t USING gist (r)
CREATE INDEX ix ON t USING gist (r);

-- form: ix ON t USING brin (ts) WITH (pages_per_range = 8)
CREATE INDEX ix ON t USING brin (ts) WITH (pages_per_range = 8);

-- form: ix ON t (a) INCLUDE (b)
CREATE INDEX ix ON t (a) INCLUDE (b);

-- form: UNIQUE ix ON t (a) INCLUDE (b, ts)
CREATE UNIQUE INDEX ix ON t (a) INCLUDE (b, ts);

-- form: ix ON t (b text_pattern_ops)
CREATE INDEX ix ON t (b text_pattern_ops);

-- form: ix ON t (b COLLATE "C")
CREATE INDEX ix ON t (b COLLATE "C");

-- form: ix ON t (b COLLATE "C" text_pattern_ops DESC)
CREATE INDEX ix ON t (b COLLATE "C" text_pattern_ops DESC);

-- form: ix ON t (a) WITH (fillfactor = 70)
CREATE INDEX ix ON t (a) WITH (fillfactor = 70);

-- form: ix ON t (lower(b))
CREATE INDEX ix ON t (lower(b));

-- form: ix ON t ((a + 1))
CREATE INDEX ix ON t ((a + 1));

-- form: ix ON t (twice(a))
CREATE INDEX ix ON t (twice(a));

-- form: ix ON t ((j ->> 'k'))
CREATE INDEX ix ON t ((j ->> 'k'));

-- form: ix ON t (a) WHERE a > 0
CREATE INDEX ix ON t (a) WHERE a > 0;

-- form: ix ON t (a) WHERE b IS NOT NULL AND a <> 3
CREATE INDEX ix ON t (a) WHERE b IS NOT NULL AND a <> 3;

-- form: ix ON t (a) WHERE b IN ('x', 'y')
CREATE INDEX ix ON t (a) WHERE b IN ('x', 'y');

-- form: ix ON t (a) WHERE b = ANY (ARRAY['x', 'y', 'z'])
CREATE INDEX ix ON t (a) WHERE b = ANY (ARRAY['x', 'y', 'z']);

-- form: ix ON t (COALESCE(b, 'none'))
CREATE INDEX ix ON t (COALESCE(b, 'none'));

-- form: ix ON t ((a IS NULL), lower(b) DESC)
CREATE INDEX ix ON t ((a IS NULL), lower(b) DESC);

-- form: ix2 ON t (a)
CREATE INDEX ix2 ON t (a);

-- form: "Ix Odd""One" ON t (a)
CREATE INDEX "Ix Odd""One" ON t (a);

-- form: ix ON t ((b || ''))
CREATE INDEX ix ON t ((b || ''));

-- form: ix ON t ((a::text))
CREATE INDEX ix ON t ((a::text));

-- form: ix ON t (date_part('year', ts AT TIME ZONE 'UTC'))
CREATE INDEX ix ON t (date_part('year', ts AT TIME ZONE 'UTC'));

-- form: ix ON t (md5(b))
CREATE INDEX ix ON t (md5(b));

-- form: ix ON t ((CASE WHEN a > 0 THEN b END))
CREATE INDEX ix ON t ((CASE WHEN a > 0 THEN b END));

-- form: ix ON t USING spgist (b)
CREATE INDEX ix ON t USING spgist (b);

-- form: none

-- form: commented
CREATE INDEX ix ON t (a);
COMMENT ON INDEX ix IS 'it''s
a\comment';

-- form: constraint of that name
ALTER TABLE t ADD CONSTRAINT ix UNIQUE (a);

-- form: constraint of that name, deferrable
ALTER TABLE t ADD CONSTRAINT ix UNIQUE (a, b) DEFERRABLE;

-- form: table of that name
CREATE TABLE ix (id integer);

-- form: exclusion of that name
ALTER TABLE t ADD CONSTRAINT ix EXCLUDE USING gist (r WITH &&);
