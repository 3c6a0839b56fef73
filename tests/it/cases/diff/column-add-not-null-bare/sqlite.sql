-- migrate:up
ALTER TABLE "t" ADD COLUMN "b" INTEGER NOT NULL;

-- migrate:down
ALTER TABLE "t" DROP COLUMN "b";
