-- migrate:up
ALTER TABLE "p" RENAME CONSTRAINT "uq_x" TO "uq_other";

-- migrate:down
ALTER TABLE "p" RENAME CONSTRAINT "uq_other" TO "uq_x";
