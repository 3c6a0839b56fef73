-- migrate:up
CREATE INDEX "ix" ON "t" ((twice(a)));
-- hazard: fails when a row of `t` breaks the check `twice(a) > 0`
ALTER TABLE "t" ADD CONSTRAINT "ck" CHECK (twice(a) > 0);

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "ck";
DROP INDEX "ix";
