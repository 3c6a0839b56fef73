-- migrate:up
DROP INDEX "ix_t_a";
ALTER TABLE "t" DROP CONSTRAINT "uq_t_c";
ALTER TABLE "t" ADD COLUMN "fresh" text DEFAULT 'x' NOT NULL;
ALTER TABLE "t" ALTER COLUMN "a" DROP DEFAULT;
ALTER TABLE "t" ALTER COLUMN "a" TYPE bigint;
ALTER TABLE "t" ALTER COLUMN "a" SET DEFAULT 4;
-- hazard: fails when a row has NULL in `t.c`
ALTER TABLE "t" ALTER COLUMN "c" SET NOT NULL;
-- hazard: drops column `t.gone` and its values
ALTER TABLE "t" DROP COLUMN "gone";
CREATE INDEX "ix_t_c" ON "t" ("c");

-- migrate:down
DROP INDEX "ix_t_c";
ALTER TABLE "t" ADD COLUMN "gone" boolean;
ALTER TABLE "t" ALTER COLUMN "c" DROP NOT NULL;
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" DROP DEFAULT;
ALTER TABLE "t" ALTER COLUMN "a" TYPE integer;
ALTER TABLE "t" ALTER COLUMN "a" SET DEFAULT 3;
-- hazard: drops column `t.fresh` and its values
ALTER TABLE "t" DROP COLUMN "fresh";
-- hazard: fails when rows of `t` agree in `c`
ALTER TABLE "t" ADD CONSTRAINT "uq_t_c" UNIQUE ("c");
CREATE INDEX "ix_t_a" ON "t" ("a");
