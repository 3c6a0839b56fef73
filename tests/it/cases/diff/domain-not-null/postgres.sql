-- migrate:up
-- hazard: fails when a row's value does not fit the new rules of domain `age`
ALTER DOMAIN "age" SET NOT NULL;
-- hazard: fails when a row has NULL in `t.age`
ALTER TABLE "t" ALTER COLUMN "age" SET NOT NULL;

-- migrate:down
ALTER TABLE "t" ALTER COLUMN "age" DROP NOT NULL;
-- hazard: fails when a row's value does not fit the new rules of domain `age`
ALTER DOMAIN "age" DROP NOT NULL;
