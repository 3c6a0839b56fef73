-- migrate:up
ALTER TABLE "t" ADD COLUMN "p_id" bigint;
UPDATE "t" SET "p_id" = id;
ALTER TABLE "t" ALTER COLUMN "p_id" SET NOT NULL;
-- hazard: fails when a row of `t` refers by `p_id` to no row of `p`
ALTER TABLE "t" ADD CONSTRAINT "fk_t_p_id_p" FOREIGN KEY ("p_id") REFERENCES "p" ("id");

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "fk_t_p_id_p";
-- hazard: drops column `t.p_id` and its values
ALTER TABLE "t" DROP COLUMN "p_id";
