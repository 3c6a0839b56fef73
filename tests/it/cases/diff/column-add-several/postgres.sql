-- migrate:up
ALTER TABLE "t" ADD COLUMN "b" integer;
ALTER TABLE "t" ADD COLUMN "c" boolean;
ALTER TABLE "t" ADD COLUMN "d" bigint DEFAULT 0 NOT NULL;

-- migrate:down
-- hazard: drops column `t.d` and its values
ALTER TABLE "t" DROP COLUMN "d";
-- hazard: drops column `t.c` and its values
ALTER TABLE "t" DROP COLUMN "c";
-- hazard: drops column `t.b` and its values
ALTER TABLE "t" DROP COLUMN "b";
