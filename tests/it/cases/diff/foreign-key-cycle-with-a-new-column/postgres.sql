-- migrate:up
ALTER TABLE "a" ADD COLUMN "b_id" bigint;
ALTER TABLE "a" ADD CONSTRAINT "fk_a_b_id_b" FOREIGN KEY ("b_id") REFERENCES "b" ("id") ON DELETE SET NULL;

-- migrate:down
ALTER TABLE "a" DROP CONSTRAINT "fk_a_b_id_b";
-- hazard: drops column `a.b_id` and its values
ALTER TABLE "a" DROP COLUMN "b_id";
