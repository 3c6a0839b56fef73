-- migrate:up
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE integer;

-- migrate:down
ALTER TABLE "t" ALTER COLUMN "a" TYPE double precision;
