-- migrate:up
ALTER TABLE "t" ADD COLUMN "a" bigint;
ALTER TABLE "t" ADD COLUMN "b" text;
ALTER TABLE "t" ADD CONSTRAINT "uq_t_a" UNIQUE ("a");
-- hazard: , `id`
ALTER TABLE "t" ADD CONSTRAINT "uq_t_a_id" UNIQUE ("a", "id");
ALTER TABLE "t" ADD CONSTRAINT "ck_t_31b3b4fa" CHECK (a > 0 AND length(b) BETWEEN 1 AND 9);
ALTER TABLE "t" ADD CONSTRAINT "fk_t_a_t" FOREIGN KEY ("a") REFERENCES "t" ("id");

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "fk_t_a_t";
ALTER TABLE "t" DROP CONSTRAINT "ck_t_31b3b4fa";
ALTER TABLE "t" DROP CONSTRAINT "uq_t_a_id";
ALTER TABLE "t" DROP CONSTRAINT "uq_t_a";
-- hazard: drops column `t.b` and its values
ALTER TABLE "t" DROP COLUMN "b";
-- hazard: drops column `t.a` and its values
ALTER TABLE "t" DROP COLUMN "a";
