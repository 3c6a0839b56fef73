-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "fk_t_u_u";
ALTER TABLE "u" DROP CONSTRAINT "uq_u_b";
ALTER TABLE "u" DROP CONSTRAINT "pk_u";
-- hazard: fails when rows of `u` agree in `b` or have NULL there
ALTER TABLE "u" ADD CONSTRAINT "pk_u" PRIMARY KEY ("b");
-- hazard: fails when rows of `u` agree in `a`
ALTER TABLE "u" ADD CONSTRAINT "uq_u_a" UNIQUE ("a");
-- hazard: fails when a row of `t` refers by `u` to no row of `u`
ALTER TABLE "t" ADD CONSTRAINT "fk_t_u_u" FOREIGN KEY ("u") REFERENCES "u" ("a");

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "fk_t_u_u";
ALTER TABLE "u" DROP CONSTRAINT "uq_u_a";
ALTER TABLE "u" DROP CONSTRAINT "pk_u";
-- hazard: fails when rows of `u` agree in `a` or have NULL there
ALTER TABLE "u" ADD CONSTRAINT "pk_u" PRIMARY KEY ("a");
-- hazard: fails when rows of `u` agree in `b`
ALTER TABLE "u" ADD CONSTRAINT "uq_u_b" UNIQUE ("b");
-- hazard: fails when a row of `t` refers by `u` to no row of `u`
ALTER TABLE "t" ADD CONSTRAINT "fk_t_u_u" FOREIGN KEY ("u") REFERENCES "u" ("a");
