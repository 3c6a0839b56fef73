-- migrate:up
DROP INDEX "ix_t_b";
-- hazard: drops column `t.b` and its values
ALTER TABLE "t" DROP COLUMN "b";

-- migrate:down
ALTER TABLE "t" ADD COLUMN "b" integer;
CREATE INDEX "ix_t_b" ON "t" ("b");
