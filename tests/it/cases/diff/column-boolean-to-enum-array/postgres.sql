-- migrate:up
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE "mood"[] USING CASE WHEN "a" IS NOT NULL THEN ARRAY["a"::text::"mood"]::"mood"[] END;

-- migrate:down
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE boolean USING CASE WHEN cardinality("a") > 1 THEN "a"::text::boolean ELSE ("a")[1]::text::boolean END;
