-- migrate:up
DROP INDEX "ix_t_a";
-- hazard: drops column `t.a` and its values
ALTER TABLE "t" DROP COLUMN "a";

-- migrate:down
ALTER TABLE "t" ADD COLUMN "a" integer;
-- hazard: fails when rows of `t` agree in what index `ix_t_a` holds
CREATE UNIQUE INDEX "ix_t_a" ON "t" ("a") NULLS NOT DISTINCT;
