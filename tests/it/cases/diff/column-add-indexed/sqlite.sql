-- migrate:up
ALTER TABLE "t" ADD COLUMN "b" INTEGER;
CREATE INDEX "ix_t_b" ON "t" ("b");

-- migrate:down
-- hazard: drops column `t.b` and its values
DROP INDEX "ix_t_b";
ALTER TABLE "t" DROP COLUMN "b";
