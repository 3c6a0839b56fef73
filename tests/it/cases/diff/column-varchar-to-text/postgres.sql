-- migrate:up
ALTER TABLE "t" ALTER COLUMN "b" TYPE text;

-- migrate:down
-- hazard: values of `t.b` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "b" TYPE character varying(20);
