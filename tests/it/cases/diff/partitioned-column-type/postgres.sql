-- migrate:up
ALTER TABLE "measured" ALTER COLUMN "value" TYPE bigint;

-- migrate:down
-- hazard: values of `measured.value` that do not fit the new type fail or are changed
ALTER TABLE "measured" ALTER COLUMN "value" TYPE integer;
