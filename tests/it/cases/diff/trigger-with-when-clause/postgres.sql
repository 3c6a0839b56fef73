-- migrate:up
ALTER TABLE "t" ADD COLUMN "b" text;
ALTER TABLE "t" ALTER COLUMN "a" TYPE bigint;

-- migrate:down
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE integer;
-- hazard: drops column `t.b` and its values
ALTER TABLE "t" DROP COLUMN "b";
