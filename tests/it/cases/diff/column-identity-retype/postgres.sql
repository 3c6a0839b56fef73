-- migrate:up
ALTER TABLE "t" ALTER COLUMN "n" TYPE bigint;

-- migrate:down
-- hazard: values of `t.n` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "n" TYPE integer;
