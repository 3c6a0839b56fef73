-- migrate:up
ALTER TABLE "t" ADD COLUMN "thing_id" bigint;
ALTER TABLE "t" ADD CONSTRAINT "fk_t_thing_id_thing" FOREIGN KEY ("thing_id") REFERENCES "other"."thing" ("id");

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "fk_t_thing_id_thing";
-- hazard: drops column `t.thing_id` and its values
ALTER TABLE "t" DROP COLUMN "thing_id";
