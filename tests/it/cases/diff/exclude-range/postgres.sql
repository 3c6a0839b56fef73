-- migrate:up
-- hazard: fails when rows of `t` exclude each other by `apart`
ALTER TABLE "t" ADD CONSTRAINT "apart" EXCLUDE USING gist(int4range(a, b) WITH &&);

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "apart";
