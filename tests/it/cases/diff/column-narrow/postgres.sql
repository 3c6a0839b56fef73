-- migrate:up
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE integer;
-- hazard: values of `t.b` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "b" TYPE character varying(20);

-- migrate:down
ALTER TABLE "t" ALTER COLUMN "b" TYPE character varying(40);
ALTER TABLE "t" ALTER COLUMN "a" TYPE bigint;
