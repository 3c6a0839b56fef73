-- migrate:up
ALTER TABLE "t" ADD COLUMN "u_id" bigint;
ALTER TABLE "t" ADD CONSTRAINT "fk_t_u_id_u" FOREIGN KEY ("u_id") REFERENCES "u" ("id");

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "fk_t_u_id_u";
-- hazard: drops column `t.u_id` and its values
ALTER TABLE "t" DROP COLUMN "u_id";
