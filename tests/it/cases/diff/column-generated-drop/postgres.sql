-- migrate:up
ALTER TABLE "t" DROP COLUMN "g";

-- migrate:down
ALTER TABLE "t" ADD COLUMN "g" integer GENERATED ALWAYS AS (a * 2) STORED;
