-- migrate:up
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE numeric(10,2) USING length(a)::numeric;

-- migrate:down
ALTER TABLE "t" ALTER COLUMN "a" TYPE text;
