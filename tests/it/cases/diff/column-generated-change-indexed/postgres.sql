-- migrate:up
DROP INDEX "ix_t_g";
ALTER TABLE "t" DROP CONSTRAINT "uq_t_g";
ALTER TABLE "t" DROP COLUMN "g";
ALTER TABLE "t" ADD COLUMN "g" integer GENERATED ALWAYS AS (a * 3) STORED;
-- hazard: fails when rows of `t` agree in `g`
ALTER TABLE "t" ADD CONSTRAINT "uq_t_g" UNIQUE ("g");
CREATE INDEX "ix_t_g" ON "t" ("g");

-- migrate:down
DROP INDEX "ix_t_g";
ALTER TABLE "t" DROP CONSTRAINT "uq_t_g";
ALTER TABLE "t" DROP COLUMN "g";
ALTER TABLE "t" ADD COLUMN "g" integer GENERATED ALWAYS AS (a * 2) STORED;
-- hazard: fails when rows of `t` agree in `g`
ALTER TABLE "t" ADD CONSTRAINT "uq_t_g" UNIQUE ("g");
CREATE INDEX "ix_t_g" ON "t" ("g");
