-- migrate:up
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE cidr USING "a"::text::cidr;

-- migrate:down
-- hazard: values of `t.a` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "a" TYPE character(8);
