-- migrate:up
ALTER TABLE "t" RENAME COLUMN "b" TO "c";
DROP VIEW "v";
ALTER TABLE "t" ALTER COLUMN "c" TYPE bigint;
CREATE VIEW v AS SELECT a, c AS b FROM t WHERE c > 0;

-- migrate:down
DROP VIEW "v";
-- hazard: values of `t.c` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "c" TYPE integer;
CREATE VIEW v AS SELECT a, c AS b FROM t WHERE c > 0;
ALTER TABLE "t" RENAME COLUMN "c" TO "b";
