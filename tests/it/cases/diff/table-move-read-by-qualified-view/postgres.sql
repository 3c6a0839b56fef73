-- migrate:up
ALTER TABLE "far"."t" SET SCHEMA "public";
DROP VIEW "v";
ALTER TABLE "t" ALTER COLUMN "a" TYPE bigint;
CREATE VIEW v AS SELECT a, b FROM public.t;

-- migrate:down
DROP VIEW "v";
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE integer;
CREATE VIEW v AS SELECT a, b FROM public.t;
ALTER TABLE "t" SET SCHEMA "far";
