-- migrate:up
ALTER TABLE "c" DROP CONSTRAINT "fk_c_p_id_p";
ALTER TABLE "c" ALTER COLUMN "p_id" TYPE bigint;
ALTER TABLE "p" ALTER COLUMN "id" TYPE bigint;
-- hazard: fails when a row of `c` refers by `p_id` to no row of `p`
ALTER TABLE "c" ADD CONSTRAINT "fk_c_p_id_p" FOREIGN KEY ("p_id") REFERENCES "p" ("id") ON DELETE CASCADE;

-- migrate:down
ALTER TABLE "c" DROP CONSTRAINT "fk_c_p_id_p";
-- hazard: values of `p.id` that do not fit the new type fail or are changed
ALTER TABLE "p" ALTER COLUMN "id" TYPE integer;
-- hazard: values of `c.p_id` that do not fit the new type fail or are changed
ALTER TABLE "c" ALTER COLUMN "p_id" TYPE integer;
-- hazard: fails when a row of `c` refers by `p_id` to no row of `p`
ALTER TABLE "c" ADD CONSTRAINT "fk_c_p_id_p" FOREIGN KEY ("p_id") REFERENCES "p" ("id") ON DELETE CASCADE;
