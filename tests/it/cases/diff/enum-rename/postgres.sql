-- migrate:up
ALTER TYPE "mood" RENAME TO "temper";

-- migrate:down
ALTER TYPE "temper" RENAME TO "mood";
