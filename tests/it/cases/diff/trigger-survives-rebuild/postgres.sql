-- migrate:up
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" DROP NOT NULL;
ALTER TABLE "t" ALTER COLUMN "a" TYPE integer USING "a"::integer;

-- migrate:down
-- hazard: fails when a row has NULL in `t.a`
ALTER TABLE "t" ALTER COLUMN "a" TYPE text;
ALTER TABLE "t" ALTER COLUMN "a" SET NOT NULL;
