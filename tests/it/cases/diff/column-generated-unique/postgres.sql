-- migrate:up
ALTER TABLE "t" ADD COLUMN "g" integer GENERATED ALWAYS AS (a * 3) STORED;
-- hazard: fails when rows of `t` agree in `g`
ALTER TABLE "t" ADD CONSTRAINT "uq_t_g" UNIQUE ("g");

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "uq_t_g";
ALTER TABLE "t" DROP COLUMN "g";
