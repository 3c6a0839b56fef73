-- Tables that a query makes: types of columns, casts, literals, operators and functions, as the server finds them.
CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE DOMAIN short AS varchar(5);
CREATE DOMAIN whole AS integer CHECK (VALUE > 0);
CREATE TABLE a (
    id serial PRIMARY KEY, small smallint NOT NULL DEFAULT 1, big bigint, exact numeric(10, 2), rough real, fine double precision,
    words text, part varchar(20), fixed char(3), other varchar(20), sorted text COLLATE "C", day date, hour time, at timestamp,
    moment timestamptz(3), key uuid, doc jsonb, old json, mood mood, short short, whole whole, list text[], parts varchar(20)[],
    raw bytea, spent interval, flag boolean
);
CREATE TABLE b (id integer PRIMARY KEY, a_id integer REFERENCES a, words varchar(9), "Odd" text, score bigint);
CREATE FUNCTION hot(score numeric, at timestamp) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE FUNCTION named(id integer) RETURNS varchar(3) AS $$ SELECT 'a' $$ LANGUAGE sql;
CREATE TABLE copy AS SELECT * FROM a;
CREATE TABLE copy_empty AS TABLE a WITH NO DATA;
CREATE TABLE IF NOT EXISTS copy AS SELECT 1 AS one;
CREATE UNLOGGED TABLE stored WITH (fillfactor = 70) AS SELECT id FROM a WITH DATA;
CREATE TABLE called (one, "Two") AS SELECT id, words, part FROM a;
CREATE TABLE joined AS SELECT x.id, b.*, x.words AS more FROM a x LEFT JOIN b AS b (key, a, bee) ON b.a = x.id;
CREATE TABLE shared AS SELECT * FROM a AS a (id, small) JOIN (SELECT id, score FROM b) AS c USING (id);
CREATE TABLE natural_one AS SELECT * FROM (SELECT id, "Odd" FROM b) one NATURAL JOIN (SELECT id, score FROM b) other;
CREATE TABLE literals AS SELECT 1 AS one, 2147483648 AS two, 1.5 AS three, 'text' AS four, NULL AS five, true AS six,
    now() AS seven, current_date AS eight, DATE '2020-01-01' AS nine, '1'::bigint AS ten, -3 AS eleven, 'x'::varchar(7) twelve,
    INTERVAL '1 day' AS thirteen, ARRAY[1, 2] AS fourteen, ARRAY['a', words] AS fifteen, 1e3 AS sixteen FROM a;
CREATE TABLE nameless AS SELECT count(*), max(big), now(), NULL::int, '1'::text, coalesce(words, ''), words::varchar(3),
    CASE WHEN flag THEN 1 ELSE 2 END, EXISTS (SELECT 1), (SELECT day FROM a LIMIT 1), a."small", 1 + 1,
    q.exact::bool FROM (SELECT *, exact = 1 AS exact_one FROM (SELECT 1 AS exact) z) q (exact, other), a GROUP BY 6, 7, 8, 11, 13;
CREATE TABLE computed AS SELECT small + 1 AS s, small + small AS ss, id * big AS b, exact / 2 AS e, rough + 1 AS r, rough * rough AS rr,
    rough + exact AS re, fine - 1 AS f, id ^ 2 AS p, exact ^ 2 AS pe, big % 3 AS m, -small AS n, day - day AS days, day + 1 AS next,
    day + spent AS at, at - at AS spent, moment - spent AS moment, spent * 2 AS twice, words || 'x' AS w, part || other AS wp,
    list || list AS l, doc || '{}' AS d, doc -> 'a' AS da, doc ->> 'a' AS dt, old -> 'a' AS oa, id = 1 AS is_one, words LIKE 'a' AS like_a,
    words IS NULL AS gone, NOT flag AS no, id IN (1, 2) AS among, at AT TIME ZONE 'utc' AS zoned, moment AT TIME ZONE 'utc' AS local,
    list[1] AS first, list[1:2] AS slice, parts[1] AS part, day + hour AS day_hour, 1 + '2' AS three, mood = 'good' AS fine_mood FROM a;
CREATE TABLE chosen AS SELECT coalesce(part, other) AS same, coalesce(part, 'x') AS cut, coalesce(part, words) AS part_words,
    coalesce(words, part) AS words_part, coalesce(id, big) AS big, coalesce(exact, 0) AS exact, coalesce(rough, exact) AS rough,
    greatest(day, at) AS late, least(at, moment) AS soon, nullif(part, '') AS maybe, coalesce(short, 'x') AS short, short AS own,
    coalesce(short, short) AS both, CASE WHEN flag THEN small ELSE id END AS size, CASE flag WHEN true THEN mood END AS moody,
    coalesce(mood, 'bad') AS sure, coalesce(fixed, 'abc') AS fixed, coalesce(NULL, 'a') AS text, coalesce(whole, 1) AS whole FROM a;
CREATE TABLE called_functions AS SELECT lower(part) AS l, length(words) AS n, substring(words FROM 1 FOR 2) AS s, trim(BOTH 'x' FROM words) AS t,
    extract(year FROM day) AS y, date_trunc('day', at) AS dt, date_trunc('day', moment) AS dm, date_trunc('day', day) AS dd, round(exact, 1) AS r,
    round(fine) AS rf, round(id) AS ri, floor(rough) AS fl, abs(small) AS ab, power(id, 2) AS pw, sqrt(exact) AS sq, mod(big, 3) AS md,
    gen_random_uuid() AS u, to_jsonb(words) AS j, row_to_json(a) AS rj, jsonb_build_object('a', 1) AS jb, string_to_array(words, ',') AS sa,
    to_char(at, 'YYYY') AS tc, age(at) AS ag, hot(exact, at) AS hot, named(id) AS named, to_timestamp(0) AS ts, regexp_replace(words, 'a', 'b') AS rr,
    timezone('utc', at) AS tz, cardinality(list) AS ca, array_append(list, 'x') AS aa, random() AS ra, ARRAY(SELECT id FROM b) AS ar,
    (SELECT b.words FROM b WHERE b.a_id = a.id) AS sub, (SELECT count(*) FROM b WHERE b.a_id = a.id) AS many FROM a;
CREATE TABLE grouped AS SELECT sum(small) AS s, sum(big) AS b, sum(exact) AS e, sum(rough) AS r, avg(id) AS a, avg(fine) AS f, min(part) AS mp,
    max(fixed) AS mf, max(day) AS md, bool_or(flag) AS bo, array_agg(part) AS ap, array_agg(DISTINCT id ORDER BY id) AS ai, string_agg(words, ',') AS sa,
    json_agg(a) AS ja, jsonb_agg(doc) AS jd, count(*) FILTER (WHERE flag) AS cf, max(mood) AS mm, sum(spent) AS ss, max(exact) AS me FROM a;
CREATE TABLE numbered AS SELECT id, row_number() OVER (PARTITION BY part ORDER BY id) AS rn, rank() OVER w AS rk, lag(exact) OVER w AS before,
    first_value(part) OVER w AS part, ntile(4) OVER w AS quarter FROM a WINDOW w AS (ORDER BY id);
CREATE TABLE united AS SELECT id, part, NULL AS gone, 'a' AS letter, small AS size FROM a UNION ALL SELECT a_id, words, day, NULL, score FROM b, (SELECT day FROM a) d
    UNION SELECT 1, 'x', NULL, 'y', NULL ORDER BY 1;
CREATE TABLE same_length AS (SELECT part FROM a) EXCEPT (SELECT other FROM a);
CREATE TABLE steps AS WITH one AS (SELECT id, part FROM a), two (x, y) AS (SELECT * FROM one) SELECT two.*, one.part FROM one, two;
CREATE TABLE counting AS WITH RECURSIVE t (n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM t WHERE n < 9) SELECT n, n::text AS told FROM t;
CREATE TABLE listed AS VALUES (1, 'a'), (2, NULL);
CREATE TABLE series AS SELECT g.n AS m, x FROM generate_series(1, 3) AS g (n), unnest(ARRAY['a']) AS x LIMIT 0;
CREATE TABLE series_of AS SELECT n, value, number FROM generate_series(1, 3) AS n, unnest(ARRAY[1.5]) WITH ORDINALITY AS u (value, number);
CREATE TABLE record AS SELECT r.* FROM jsonb_to_record('{}') AS r (x int, y varchar(3));
CREATE VIEW v AS SELECT id, part AS p, coalesce(big, 0) AS many, count(*) OVER () FROM a;
CREATE VIEW of_v (one, two) AS SELECT * FROM v;
CREATE TABLE from_view AS SELECT * FROM of_v;
CREATE TABLE collated AS SELECT sorted, lower(sorted) AS low, words COLLATE "C" AS c, coalesce(sorted, words) AS mixed, sorted COLLATE "default" AS plain FROM a;
CREATE TABLE aside AS SELECT a.id, l.top FROM a CROSS JOIN LATERAL (SELECT max(b.score) AS top FROM b WHERE b.a_id = a.id) AS l;
SELECT id, words INTO chosen_rows FROM a WHERE flag;
WITH one AS (SELECT part FROM a) SELECT * INTO UNLOGGED TABLE fast FROM one;
SELECT 1 AS one INTO TEMP passing;
CREATE TEMP TABLE passing_by AS SELECT * FROM a;
-- What came of it is a table like any other.
ALTER TABLE copy ADD PRIMARY KEY (id), ALTER COLUMN words SET NOT NULL;
CREATE INDEX ON joined (bee, more);
