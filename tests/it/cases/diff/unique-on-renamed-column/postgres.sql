-- migrate:up
ALTER TABLE "t" RENAME COLUMN "a" TO "b";
ALTER TABLE "t" RENAME CONSTRAINT "uq_t_a" TO "uq_t_b";

-- migrate:down
ALTER TABLE "t" RENAME CONSTRAINT "uq_t_b" TO "uq_t_a";
ALTER TABLE "t" RENAME COLUMN "b" TO "a";
