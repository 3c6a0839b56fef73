-- migrate:up
-- hazard: fails when a row of `c` refers by `p_id` to no row of `p`
ALTER TABLE "c" ADD CONSTRAINT "fk_c_p_id_p" FOREIGN KEY ("p_id") REFERENCES "p" ("id");

-- migrate:down
ALTER TABLE "c" DROP CONSTRAINT "fk_c_p_id_p";
