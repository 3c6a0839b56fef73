-- migrate:up
-- hazard: fails when a row's value does not fit the new rules of domain `age`
ALTER DOMAIN "age" DROP CONSTRAINT "ck_age_value";
ALTER DOMAIN "age" ADD CONSTRAINT "ck_age_value" CHECK (value >= 0);

-- migrate:down
-- hazard: fails when a row's value does not fit the new rules of domain `age`
ALTER DOMAIN "age" DROP CONSTRAINT "ck_age_value";
ALTER DOMAIN "age" ADD CONSTRAINT "ck_age_value" CHECK (value > 0);
