-- migrate:up
DROP MATERIALIZED VIEW "m";
ALTER TABLE "t" ALTER COLUMN "a" TYPE bigint;
CREATE MATERIALIZED VIEW m AS SELECT a FROM t WITH NO DATA;
COMMENT ON MATERIALIZED VIEW "m" IS 'counted at night';

-- migrate:down
DROP MATERIALIZED VIEW "m";
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE integer;
CREATE MATERIALIZED VIEW m AS SELECT a FROM t WITH NO DATA;
COMMENT ON MATERIALIZED VIEW "m" IS 'counted at night';
