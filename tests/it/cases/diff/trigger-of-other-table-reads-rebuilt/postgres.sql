-- migrate:up
-- hazard: fails when a row of `t` breaks the check `a <> ''`
ALTER TABLE "t" ADD CONSTRAINT "full" CHECK (a <> '');

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "full";
