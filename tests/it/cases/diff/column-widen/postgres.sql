-- migrate:up
ALTER TABLE "t" ALTER COLUMN "a" TYPE bigint;
ALTER TABLE "t" ALTER COLUMN "b" TYPE character varying(40);

-- migrate:down
-- hazard: values of `t.b` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "b" TYPE character varying(20);
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE integer;
