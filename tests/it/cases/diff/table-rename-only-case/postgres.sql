-- migrate:up
ALTER TABLE "t" RENAME TO "T";
ALTER TABLE "T" RENAME CONSTRAINT "pk_t" TO "pk_T";

-- migrate:down
ALTER TABLE "T" RENAME CONSTRAINT "pk_T" TO "pk_t";
ALTER TABLE "T" RENAME TO "t";
