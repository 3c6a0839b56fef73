-- migrate:up
ALTER TABLE "t" ALTER COLUMN "a" TYPE character varying(50);

-- migrate:down
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE character varying(20);
