-- migrate:up
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE character varying(32)[] USING "a"::text[]::character varying[];

-- migrate:down
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE uuid[] USING "a"::uuid[];
