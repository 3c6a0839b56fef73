-- migrate:up
ALTER TABLE "b" RENAME COLUMN "a_id" TO "c_id";
ALTER TABLE "b" DROP CONSTRAINT "fk_b_a_id_a";
CREATE TABLE "c" (
    "id" bigint NOT NULL,
    "a_id" bigint,
    CONSTRAINT "pk_c" PRIMARY KEY ("id"),
    CONSTRAINT "fk_c_a_id_a" FOREIGN KEY ("a_id") REFERENCES "a" ("id")
);
-- hazard: fails when a row of `b` refers by `c_id` to no row of `c`
ALTER TABLE "b" ADD CONSTRAINT "fk_b_c_id_c" FOREIGN KEY ("c_id") REFERENCES "c" ("id");

-- migrate:down
ALTER TABLE "b" DROP CONSTRAINT "fk_b_c_id_c";
-- hazard: drops table `c` and its rows
DROP TABLE "c";
-- hazard: fails when a row of `b` refers by `c_id` to no row of `a`
ALTER TABLE "b" ADD CONSTRAINT "fk_b_a_id_a" FOREIGN KEY ("c_id") REFERENCES "a" ("id");
ALTER TABLE "b" RENAME COLUMN "c_id" TO "a_id";
