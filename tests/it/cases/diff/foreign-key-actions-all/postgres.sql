-- migrate:up
ALTER TABLE "c" DROP CONSTRAINT "fk_b";
ALTER TABLE "c" DROP CONSTRAINT "fk_c";
ALTER TABLE "c" DROP CONSTRAINT "fk_c_a_p";
ALTER TABLE "c" DROP CONSTRAINT "fk_d";
-- hazard: fails when a row of `c` refers by `b` to no row of `p`
ALTER TABLE "c" ADD CONSTRAINT "fk_b" FOREIGN KEY ("b") REFERENCES "p" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
-- hazard: fails when a row of `c` refers by `c` to no row of `p`
ALTER TABLE "c" ADD CONSTRAINT "fk_c" FOREIGN KEY ("c") REFERENCES "p" ("id") ON DELETE SET DEFAULT;
-- hazard: fails when a row of `c` refers by `a` to no row of `p`
ALTER TABLE "c" ADD CONSTRAINT "fk_c_a_p" FOREIGN KEY ("a") REFERENCES "p" ("id") ON DELETE CASCADE ON UPDATE RESTRICT;
-- hazard: fails when a row of `c` refers by `d` to no row of `p`
ALTER TABLE "c" ADD CONSTRAINT "fk_d" FOREIGN KEY ("d") REFERENCES "p" ("id") ON UPDATE SET NULL;

-- migrate:down
ALTER TABLE "c" DROP CONSTRAINT "fk_d";
ALTER TABLE "c" DROP CONSTRAINT "fk_c_a_p";
ALTER TABLE "c" DROP CONSTRAINT "fk_c";
ALTER TABLE "c" DROP CONSTRAINT "fk_b";
-- hazard: fails when a row of `c` refers by `d` to no row of `p`
ALTER TABLE "c" ADD CONSTRAINT "fk_d" FOREIGN KEY ("d") REFERENCES "p" ("id");
-- hazard: fails when a row of `c` refers by `a` to no row of `p`
ALTER TABLE "c" ADD CONSTRAINT "fk_c_a_p" FOREIGN KEY ("a") REFERENCES "p" ("id");
-- hazard: fails when a row of `c` refers by `c` to no row of `p`
ALTER TABLE "c" ADD CONSTRAINT "fk_c" FOREIGN KEY ("c") REFERENCES "p" ("id");
-- hazard: fails when a row of `c` refers by `b` to no row of `p`
ALTER TABLE "c" ADD CONSTRAINT "fk_b" FOREIGN KEY ("b") REFERENCES "p" ("id");
