-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "fk_t_parent_id_t";
-- hazard: fails when a row of `t` refers by `parent_id` to no row of `t`
ALTER TABLE "t" ADD CONSTRAINT "fk_t_parent_id_t" FOREIGN KEY ("parent_id") REFERENCES "t" ("id") ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "fk_t_parent_id_t";
-- hazard: fails when a row of `t` refers by `parent_id` to no row of `t`
ALTER TABLE "t" ADD CONSTRAINT "fk_t_parent_id_t" FOREIGN KEY ("parent_id") REFERENCES "t" ("id");
