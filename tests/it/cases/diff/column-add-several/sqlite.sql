-- migrate:up
ALTER TABLE "t" ADD COLUMN "b" INTEGER;
ALTER TABLE "t" ADD COLUMN "c" BOOLEAN;
ALTER TABLE "t" ADD COLUMN "d" INTEGER NOT NULL DEFAULT 0;

-- migrate:down
-- hazard: drops column `t.d` and its values; drops column `t.c` and its values; drops column `t.b` and its values
ALTER TABLE "t" DROP COLUMN "d";
ALTER TABLE "t" DROP COLUMN "c";
ALTER TABLE "t" DROP COLUMN "b";
