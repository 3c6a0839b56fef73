-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "fk_t_u_id_u";
ALTER TABLE "t" ALTER COLUMN "u_id" TYPE bigint;
ALTER TABLE "u" ALTER COLUMN "id" TYPE bigint;
-- hazard: fails when a row of `t` refers by `u_id` to no row of `u`
ALTER TABLE "t" ADD CONSTRAINT "fk_t_u_id_u" FOREIGN KEY ("u_id") REFERENCES "u" ("id");

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "fk_t_u_id_u";
-- hazard: values of `u.id` that do not fit the new type fail or are changed
ALTER TABLE "u" ALTER COLUMN "id" TYPE integer;
-- hazard: values of `t.u_id` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "u_id" TYPE integer;
-- hazard: fails when a row of `t` refers by `u_id` to no row of `u`
ALTER TABLE "t" ADD CONSTRAINT "fk_t_u_id_u" FOREIGN KEY ("u_id") REFERENCES "u" ("id");
