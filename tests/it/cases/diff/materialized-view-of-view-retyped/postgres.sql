-- migrate:up
DROP MATERIALIZED VIEW "m";
DROP VIEW "v";
ALTER TABLE "t" ALTER COLUMN "a" TYPE bigint;
CREATE VIEW v AS SELECT id, a FROM t WHERE a > 0;
CREATE MATERIALIZED VIEW m AS SELECT a FROM v;
CREATE INDEX "m_by_a" ON "m" ("a" DESC) WHERE a > 1;

-- migrate:down
DROP MATERIALIZED VIEW "m";
DROP VIEW "v";
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE integer;
CREATE VIEW v AS SELECT id, a FROM t WHERE a > 0;
CREATE MATERIALIZED VIEW m AS SELECT a FROM v;
CREATE INDEX "m_by_a" ON "m" ("a" DESC) WHERE a > 1;
