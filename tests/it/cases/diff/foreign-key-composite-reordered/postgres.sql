-- migrate:up
ALTER TABLE "c" DROP CONSTRAINT "fk";
-- hazard: fails when a row of `c` refers by `y`, `x` to no row of `p`
ALTER TABLE "c" ADD CONSTRAINT "fk" FOREIGN KEY ("y", "x") REFERENCES "p" ("a", "b");

-- migrate:down
ALTER TABLE "c" DROP CONSTRAINT "fk";
-- hazard: fails when a row of `c` refers by `x`, `y` to no row of `p`
ALTER TABLE "c" ADD CONSTRAINT "fk" FOREIGN KEY ("x", "y") REFERENCES "p" ("a", "b");
