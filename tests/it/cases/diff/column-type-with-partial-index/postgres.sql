-- migrate:up
DROP INDEX "ix";
ALTER TABLE "t" ALTER COLUMN "a" TYPE bigint;
CREATE INDEX "ix" ON "t" ("a") WHERE a > 5;

-- migrate:down
-- hazard: values of `t.a` that do not fit the new type fail or are changed
DROP INDEX "ix";
ALTER TABLE "t" ALTER COLUMN "a" TYPE integer;
CREATE INDEX "ix" ON "t" ("a") WHERE a > 5;
