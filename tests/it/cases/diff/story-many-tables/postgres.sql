-- migrate:up
ALTER TABLE "t0" ADD COLUMN "extra" text;
ALTER TABLE "t0" ALTER COLUMN "a0" TYPE bigint;
CREATE INDEX "ix_t0_extra" ON "t0" ("extra");
ALTER TABLE "t10" ADD COLUMN "extra" text;
ALTER TABLE "t10" ALTER COLUMN "a10" TYPE bigint;
CREATE INDEX "ix_t10_extra" ON "t10" ("extra");
ALTER TABLE "t2" ADD COLUMN "extra" text;
ALTER TABLE "t2" ALTER COLUMN "a2" TYPE bigint;
CREATE INDEX "ix_t2_extra" ON "t2" ("extra");
ALTER TABLE "t4" ADD COLUMN "extra" text;
ALTER TABLE "t4" ALTER COLUMN "a4" TYPE bigint;
CREATE INDEX "ix_t4_extra" ON "t4" ("extra");
ALTER TABLE "t6" ADD COLUMN "extra" text;
ALTER TABLE "t6" ALTER COLUMN "a6" TYPE bigint;
CREATE INDEX "ix_t6_extra" ON "t6" ("extra");
ALTER TABLE "t8" ADD COLUMN "extra" text;
ALTER TABLE "t8" ALTER COLUMN "a8" TYPE bigint;
CREATE INDEX "ix_t8_extra" ON "t8" ("extra");

-- migrate:down
DROP INDEX "ix_t8_extra";
-- hazard: values of `t8.a8` that do not fit the new type fail or are changed
ALTER TABLE "t8" ALTER COLUMN "a8" TYPE integer;
-- hazard: drops column `t8.extra` and its values
ALTER TABLE "t8" DROP COLUMN "extra";
DROP INDEX "ix_t6_extra";
-- hazard: values of `t6.a6` that do not fit the new type fail or are changed
ALTER TABLE "t6" ALTER COLUMN "a6" TYPE integer;
-- hazard: drops column `t6.extra` and its values
ALTER TABLE "t6" DROP COLUMN "extra";
DROP INDEX "ix_t4_extra";
-- hazard: values of `t4.a4` that do not fit the new type fail or are changed
ALTER TABLE "t4" ALTER COLUMN "a4" TYPE integer;
-- hazard: drops column `t4.extra` and its values
ALTER TABLE "t4" DROP COLUMN "extra";
DROP INDEX "ix_t2_extra";
-- hazard: values of `t2.a2` that do not fit the new type fail or are changed
ALTER TABLE "t2" ALTER COLUMN "a2" TYPE integer;
-- hazard: drops column `t2.extra` and its values
ALTER TABLE "t2" DROP COLUMN "extra";
DROP INDEX "ix_t10_extra";
-- hazard: values of `t10.a10` that do not fit the new type fail or are changed
ALTER TABLE "t10" ALTER COLUMN "a10" TYPE integer;
-- hazard: drops column `t10.extra` and its values
ALTER TABLE "t10" DROP COLUMN "extra";
DROP INDEX "ix_t0_extra";
-- hazard: values of `t0.a0` that do not fit the new type fail or are changed
ALTER TABLE "t0" ALTER COLUMN "a0" TYPE integer;
-- hazard: drops column `t0.extra` and its values
ALTER TABLE "t0" DROP COLUMN "extra";
