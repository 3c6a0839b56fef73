-- migrate:up
ALTER TABLE "measured" RENAME TO "readings";
ALTER TABLE "readings" RENAME CONSTRAINT "pk_measured" TO "pk_readings";

-- migrate:down
ALTER TABLE "readings" RENAME CONSTRAINT "pk_readings" TO "pk_measured";
ALTER TABLE "readings" RENAME TO "measured";
