-- migrate:up
ALTER TABLE "t" DROP CONSTRAINT "fk_t_x_y_pair";
-- hazard: fails when a row of `t` refers by `x`, `y` to no row of `pair`
ALTER TABLE "t" ADD CONSTRAINT "fk_t_x_y_pair" FOREIGN KEY ("x", "y") REFERENCES "pair" ("a", "b");

-- migrate:down
ALTER TABLE "t" DROP CONSTRAINT "fk_t_x_y_pair";
-- hazard: fails when a row of `t` refers by `x`, `y` to no row of `pair`
ALTER TABLE "t" ADD CONSTRAINT "fk_t_x_y_pair" FOREIGN KEY ("x", "y") REFERENCES "pair" ("a", "b") MATCH FULL;
