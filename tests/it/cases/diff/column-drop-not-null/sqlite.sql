-- migrate:up
ALTER TABLE "t" DROP COLUMN "b";

-- migrate:down
ALTER TABLE "t" ADD COLUMN "b" INTEGER NOT NULL;
