-- migrate:up
ALTER TABLE "t" ADD COLUMN "g" integer GENERATED ALWAYS AS (a + 1) STORED;

-- migrate:down
ALTER TABLE "t" DROP COLUMN "g";
