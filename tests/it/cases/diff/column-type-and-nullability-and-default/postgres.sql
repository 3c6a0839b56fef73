-- migrate:up
ALTER TABLE "t" ALTER COLUMN "a" TYPE bigint;
UPDATE "t" SET "a" = 8 WHERE "a" IS NULL;
ALTER TABLE "t" ALTER COLUMN "a" SET DEFAULT 7;
ALTER TABLE "t" ALTER COLUMN "a" SET NOT NULL;

-- migrate:down
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" DROP DEFAULT;
ALTER TABLE "t" ALTER COLUMN "a" DROP NOT NULL;
ALTER TABLE "t" ALTER COLUMN "a" TYPE integer;
