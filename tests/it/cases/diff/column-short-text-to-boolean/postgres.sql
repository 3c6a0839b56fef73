-- migrate:up
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE boolean USING "a"::boolean;

-- migrate:down
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE character varying(3);
