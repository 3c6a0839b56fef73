-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "positive";
DROP INDEX "ix_a";
ALTER TABLE "t" ADD COLUMN "d" boolean;
ALTER TABLE "t" ALTER COLUMN "a" DROP NOT NULL;
ALTER TABLE "t" ALTER COLUMN "b" TYPE bigint;
ALTER TABLE "t" ALTER COLUMN "b" SET DEFAULT 5;
-- hazard: drops column `t.c` and its values
ALTER TABLE "t" DROP COLUMN "c";
-- hazard: fails when rows of `t` agree in `a`
ALTER TABLE "t" ADD CONSTRAINT "uq_t_a" UNIQUE ("a");
CREATE INDEX "ix_ab" ON "t" ("a", "b");
-- hazard: fails when a row of `t` breaks the check `b > 1`
ALTER TABLE "t" ADD CONSTRAINT "positive" CHECK (b > 1);

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "positive";
DROP INDEX "ix_ab";
ALTER TABLE "t" DROP CONSTRAINT "uq_t_a";
ALTER TABLE "t" ADD COLUMN "c" text;
-- hazard: values of `t.b` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "b" DROP DEFAULT;
ALTER TABLE "t" ALTER COLUMN "b" TYPE integer;
-- hazard: fails when a row has NULL in `t.a`
ALTER TABLE "t" ALTER COLUMN "a" SET NOT NULL;
-- hazard: drops column `t.d` and its values
ALTER TABLE "t" DROP COLUMN "d";
CREATE INDEX "ix_a" ON "t" ("a");
-- hazard: fails when a row of `t` breaks the check `b > 0`
ALTER TABLE "t" ADD CONSTRAINT "positive" CHECK (b > 0);
