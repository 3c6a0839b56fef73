-- migrate:up
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE integer[] USING ARRAY[a];

-- migrate:down
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE integer USING CASE WHEN cardinality("a") > 1 THEN "a"::text::integer ELSE ("a")[1]::text::integer END;
