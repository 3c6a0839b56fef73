-- migrate:up
-- hazard: fails when a row's value does not fit the new rules of domain `age`
ALTER DOMAIN "age" DROP DEFAULT;

-- migrate:down
-- hazard: fails when a row's value does not fit the new rules of domain `age`
ALTER DOMAIN "age" SET DEFAULT 1;
