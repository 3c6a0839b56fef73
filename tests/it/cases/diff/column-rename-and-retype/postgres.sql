-- migrate:up
ALTER TABLE "t" RENAME COLUMN "n" TO "m";
ALTER TABLE "t" ALTER COLUMN "m" TYPE bigint;

-- migrate:down
-- hazard: values of `t.m` that do not fit the new type fail or are changed
ALTER TABLE "t" ALTER COLUMN "m" TYPE integer;
ALTER TABLE "t" RENAME COLUMN "m" TO "n";
