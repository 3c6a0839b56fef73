-- migrate:up
ALTER TABLE "t" ALTER COLUMN "a" TYPE text;
UPDATE "t" SET "a" = 'none' WHERE "a" IS NULL;
ALTER TABLE "t" ALTER COLUMN "a" SET NOT NULL;

-- migrate:down
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" DROP NOT NULL;
ALTER TABLE "t" ALTER COLUMN "a" TYPE integer USING "a"::integer;
