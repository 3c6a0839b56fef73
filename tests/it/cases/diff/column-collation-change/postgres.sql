-- migrate:up
ALTER TABLE "t" ALTER COLUMN "a" TYPE text COLLATE "POSIX";

-- migrate:down
ALTER TABLE "t" ALTER COLUMN "a" TYPE text COLLATE "C";
