-- migrate:up
ALTER TABLE "t" ADD COLUMN "b" INTEGER;

-- migrate:down
ALTER TABLE "t" DROP COLUMN "b";
