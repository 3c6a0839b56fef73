-- migrate:up
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE time with time zone[] USING "a"::text[]::time with time zone[];

-- migrate:down
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE timestamp without time zone[] USING "a"::text[]::timestamp without time zone[];
