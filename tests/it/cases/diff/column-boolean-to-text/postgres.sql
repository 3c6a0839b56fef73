-- migrate:up
ALTER TABLE "t" ALTER COLUMN "a" TYPE text;

-- migrate:down
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE boolean USING "a"::boolean;
