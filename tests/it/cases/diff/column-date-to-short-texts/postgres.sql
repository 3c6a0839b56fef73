-- migrate:up
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE character varying(5)[] USING CASE WHEN "a" IS NOT NULL THEN ARRAY["a"]::character varying[] END;

-- migrate:down
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE date USING CASE WHEN cardinality("a") > 1 THEN "a"::text::date ELSE ("a")[1]::text::date END;
