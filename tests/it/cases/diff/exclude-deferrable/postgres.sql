-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "no_two";
-- hazard: fails when rows of `t` exclude each other by `no_two`
ALTER TABLE "t" ADD CONSTRAINT "no_two" EXCLUDE USING btree(a WITH =) DEFERRABLE INITIALLY DEFERRED;

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "no_two";
-- hazard: fails when rows of `t` exclude each other by `no_two`
ALTER TABLE "t" ADD CONSTRAINT "no_two" EXCLUDE USING btree(a WITH =);
