-- migrate:up
ALTER TABLE "t" ADD COLUMN "b" INTEGER NOT NULL DEFAULT 7;

-- migrate:down
ALTER TABLE "t" DROP COLUMN "b";
