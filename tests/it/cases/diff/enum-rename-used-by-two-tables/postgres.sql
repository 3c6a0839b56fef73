-- migrate:up
ALTER TYPE "mood" RENAME TO "feeling";

-- migrate:down
ALTER TYPE "feeling" RENAME TO "mood";
