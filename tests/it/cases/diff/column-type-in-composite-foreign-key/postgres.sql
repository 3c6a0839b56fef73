-- migrate:up
ALTER TABLE "c" DROP CONSTRAINT "fk_c_x_y_p";
ALTER TABLE "c" ALTER COLUMN "x" TYPE bigint;
ALTER TABLE "c" ALTER COLUMN "y" TYPE bigint;
ALTER TABLE "p" ALTER COLUMN "x" TYPE bigint;
ALTER TABLE "p" ALTER COLUMN "y" TYPE bigint;
-- hazard: fails when a row of `c` refers by `x`, `y` to no row of `p`
ALTER TABLE "c" ADD CONSTRAINT "fk_c_x_y_p" FOREIGN KEY ("x", "y") REFERENCES "p" ("x", "y");

-- migrate:down
ALTER TABLE "c" DROP CONSTRAINT "fk_c_x_y_p";
-- hazard: values of `p.y` that do not fit the new type fail or are changed
ALTER TABLE "p" ALTER COLUMN "y" TYPE integer;
-- hazard: values of `p.x` that do not fit the new type fail or are changed
ALTER TABLE "p" ALTER COLUMN "x" TYPE integer;
-- hazard: values of `c.y` that do not fit the new type fail or are changed
ALTER TABLE "c" ALTER COLUMN "y" TYPE integer;
-- hazard: values of `c.x` that do not fit the new type fail or are changed
ALTER TABLE "c" ALTER COLUMN "x" TYPE integer;
-- hazard: fails when a row of `c` refers by `x`, `y` to no row of `p`
ALTER TABLE "c" ADD CONSTRAINT "fk_c_x_y_p" FOREIGN KEY ("x", "y") REFERENCES "p" ("x", "y");
