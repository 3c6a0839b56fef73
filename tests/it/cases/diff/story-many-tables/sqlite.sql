-- migrate:up
ALTER TABLE "t0" ADD COLUMN "extra" TEXT;
CREATE INDEX "ix_t0_extra" ON "t0" ("extra");
ALTER TABLE "t10" ADD COLUMN "extra" TEXT;
CREATE INDEX "ix_t10_extra" ON "t10" ("extra");
ALTER TABLE "t2" ADD COLUMN "extra" TEXT;
CREATE INDEX "ix_t2_extra" ON "t2" ("extra");
ALTER TABLE "t4" ADD COLUMN "extra" TEXT;
CREATE INDEX "ix_t4_extra" ON "t4" ("extra");
ALTER TABLE "t6" ADD COLUMN "extra" TEXT;
CREATE INDEX "ix_t6_extra" ON "t6" ("extra");
ALTER TABLE "t8" ADD COLUMN "extra" TEXT;
CREATE INDEX "ix_t8_extra" ON "t8" ("extra");

-- migrate:down
-- hazard: drops column `t8.extra` and its values
DROP INDEX "ix_t8_extra";
ALTER TABLE "t8" DROP COLUMN "extra";
-- hazard: drops column `t6.extra` and its values
DROP INDEX "ix_t6_extra";
ALTER TABLE "t6" DROP COLUMN "extra";
-- hazard: drops column `t4.extra` and its values
DROP INDEX "ix_t4_extra";
ALTER TABLE "t4" DROP COLUMN "extra";
-- hazard: drops column `t2.extra` and its values
DROP INDEX "ix_t2_extra";
ALTER TABLE "t2" DROP COLUMN "extra";
-- hazard: drops column `t10.extra` and its values
DROP INDEX "ix_t10_extra";
ALTER TABLE "t10" DROP COLUMN "extra";
-- hazard: drops column `t0.extra` and its values
DROP INDEX "ix_t0_extra";
ALTER TABLE "t0" DROP COLUMN "extra";
