-- migrate:up
-- hazard: fails when a row of `t` refers by `parent` to no row of `t`
ALTER TABLE "t" ADD CONSTRAINT "fk_t_parent_t" FOREIGN KEY ("parent") REFERENCES "t" ("id");

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "fk_t_parent_t";
