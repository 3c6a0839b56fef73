-- migrate:up
ALTER TABLE "t" ALTER COLUMN "a" DROP DEFAULT;
ALTER TABLE "t" ALTER COLUMN "a" TYPE text;
ALTER TABLE "t" ALTER COLUMN "a" SET DEFAULT 'seven';

-- migrate:down
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" DROP DEFAULT;
ALTER TABLE "t" ALTER COLUMN "a" TYPE integer USING "a"::integer;
ALTER TABLE "t" ALTER COLUMN "a" SET DEFAULT 7;
