-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "like";
-- hazard: fails when a row of `t` breaks the check `b LIKE 'y%'`
ALTER TABLE "t" ADD CONSTRAINT "like" CHECK (b LIKE 'y%');

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "like";
-- hazard: fails when a row of `t` breaks the check `b LIKE 'x%'`
ALTER TABLE "t" ADD CONSTRAINT "like" CHECK (b LIKE 'x%');
