-- migrate:up
-- hazard: values of `t.age` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "age" TYPE integer;

-- migrate:down
-- hazard: values of `t.age` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "age" TYPE "age";
