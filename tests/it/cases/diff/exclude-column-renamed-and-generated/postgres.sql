-- migrate:up
ALTER TABLE "t" RENAME COLUMN "b_2" TO "b 3";
ALTER TABLE "t" DROP CONSTRAINT "no_two";
-- hazard: values of `t.b 3` that do not fit the new type fail or are changed; fails when a row has NULL in `t.b 3`
ALTER TABLE "t" ALTER COLUMN "b 3" DROP EXPRESSION;
ALTER TABLE "t" ALTER COLUMN "b 3" TYPE integer;
ALTER TABLE "t" ALTER COLUMN "b 3" SET NOT NULL;

-- migrate:down
-- hazard: drops column `t.b 3` and its values
ALTER TABLE "t" DROP COLUMN "b 3";
ALTER TABLE "t" ADD COLUMN "b 3" bigint GENERATED ALWAYS AS (id * 2) STORED;
-- hazard: fails when rows of `t` exclude each other by `no_two`
ALTER TABLE "t" ADD CONSTRAINT "no_two" EXCLUDE USING btree("b 3" WITH =) WHERE (id > 3);
ALTER TABLE "t" RENAME COLUMN "b 3" TO "b_2";
