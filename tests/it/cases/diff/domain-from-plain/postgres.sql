-- migrate:up
CREATE DOMAIN "age" AS integer
    CONSTRAINT "ck_age_value" CHECK (value > 0);
-- hazard: values of `t.age` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "age" TYPE "age";

-- migrate:down
-- hazard: values of `t.age` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "age" TYPE integer;
DROP DOMAIN "age";
