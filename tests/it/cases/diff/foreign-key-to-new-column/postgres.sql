-- migrate:up
ALTER TABLE "u" ADD COLUMN "code" bigint;
ALTER TABLE "u" ADD CONSTRAINT "uq_u_code" UNIQUE ("code");
-- hazard: fails when a row of `t` refers by `u_id` to no row of `u`
ALTER TABLE "t" ADD CONSTRAINT "fk_t_u_id_u" FOREIGN KEY ("u_id") REFERENCES "u" ("code");

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "fk_t_u_id_u";
ALTER TABLE "u" DROP CONSTRAINT "uq_u_code";
-- hazard: drops column `u.code` and its values
ALTER TABLE "u" DROP COLUMN "code";
