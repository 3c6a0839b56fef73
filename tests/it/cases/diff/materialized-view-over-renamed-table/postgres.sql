-- migrate:up
ALTER TABLE "t" RENAME TO "u";
ALTER TABLE "u" RENAME CONSTRAINT "pk_t" TO "pk_u";

-- migrate:down
ALTER TABLE "u" RENAME CONSTRAINT "pk_u" TO "pk_t";
ALTER TABLE "u" RENAME TO "t";
