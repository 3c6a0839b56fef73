-- migrate:up
DROP INDEX "ix_t_g";
-- hazard: drops column `t.g` and its values
ALTER TABLE "t" DROP COLUMN "g";
ALTER TABLE "t" ADD COLUMN "g" integer GENERATED ALWAYS AS (a * 2) STORED;
CREATE INDEX "ix_t_g" ON "t" ("g");

-- migrate:down
DROP INDEX "ix_t_g";
ALTER TABLE "t" DROP COLUMN "g";
ALTER TABLE "t" ADD COLUMN "g" integer;
CREATE INDEX "ix_t_g" ON "t" ("g");
