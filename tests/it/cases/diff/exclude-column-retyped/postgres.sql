-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "no_two";
ALTER TABLE "t" ALTER COLUMN "a" TYPE bigint;
ALTER TABLE "t" ADD CONSTRAINT "no_two" EXCLUDE USING btree(a WITH =);

-- migrate:down
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" DROP CONSTRAINT "no_two";
ALTER TABLE "t" ALTER COLUMN "a" TYPE integer;
ALTER TABLE "t" ADD CONSTRAINT "no_two" EXCLUDE USING btree(a WITH =);
