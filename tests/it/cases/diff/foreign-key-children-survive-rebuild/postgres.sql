-- migrate:up
ALTER TABLE "p" ALTER COLUMN "x" SET DEFAULT 'y';
-- hazard: fails when a row of `p` breaks the check `x <> ''`
ALTER TABLE "p" ADD CONSTRAINT "not_empty" CHECK (x <> '');

-- migrate:down
ALTER TABLE "p" DROP CONSTRAINT "not_empty";
ALTER TABLE "p" ALTER COLUMN "x" DROP DEFAULT;
