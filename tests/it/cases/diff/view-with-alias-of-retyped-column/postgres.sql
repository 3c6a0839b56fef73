-- migrate:up
DROP VIEW "v";
ALTER TABLE "t" ALTER COLUMN "a" TYPE bigint;
CREATE VIEW v AS SELECT x.a AS y, x.b FROM t AS x WHERE x.a > 1;

-- migrate:down
DROP VIEW "v";
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE integer;
CREATE VIEW v AS SELECT x.a AS y, x.b FROM t AS x WHERE x.a > 1;
