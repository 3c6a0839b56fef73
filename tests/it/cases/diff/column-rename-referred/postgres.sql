-- migrate:up
ALTER TABLE "u" RENAME COLUMN "code" TO "key";
ALTER TABLE "u" RENAME CONSTRAINT "uq_u_code" TO "uq_u_key";

-- migrate:down
ALTER TABLE "u" RENAME CONSTRAINT "uq_u_key" TO "uq_u_code";
ALTER TABLE "u" RENAME COLUMN "key" TO "code";
