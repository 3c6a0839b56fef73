-- migrate:up
ALTER TABLE "t" DROP COLUMN "g";
ALTER TABLE "t" ALTER COLUMN "a" TYPE bigint;
ALTER TABLE "t" ADD COLUMN "g" integer GENERATED ALWAYS AS (a * 2) STORED;

-- migrate:down
ALTER TABLE "t" DROP COLUMN "g";
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE integer;
ALTER TABLE "t" ADD COLUMN "g" integer GENERATED ALWAYS AS (a * 2) STORED;
