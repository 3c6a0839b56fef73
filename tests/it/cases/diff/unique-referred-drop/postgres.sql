-- migrate:up
ALTER TABLE "c" DROP CONSTRAINT "fk_c_x_p";
ALTER TABLE "p" DROP CONSTRAINT "uq_x";

-- migrate:down
-- hazard: fails when rows of `p` agree in `x`
ALTER TABLE "p" ADD CONSTRAINT "uq_x" UNIQUE ("x");
-- hazard: fails when a row of `c` refers by `x` to no row of `p`
ALTER TABLE "c" ADD CONSTRAINT "fk_c_x_p" FOREIGN KEY ("x") REFERENCES "p" ("x");
