-- migrate:up
ALTER TABLE "a" DROP CONSTRAINT "fk_a_next_id_b";
-- hazard: drops table `b` and its rows
DROP TABLE "b";
-- hazard: drops table `a` and its rows
DROP TABLE "a";

-- migrate:down
CREATE TABLE "a" (
    "id" bigint NOT NULL,
    "next_id" bigint,
    CONSTRAINT "pk_a" PRIMARY KEY ("id")
);
CREATE TABLE "b" (
    "id" bigint NOT NULL,
    "next_id" bigint,
    CONSTRAINT "pk_b" PRIMARY KEY ("id"),
    CONSTRAINT "fk_b_next_id_a" FOREIGN KEY ("next_id") REFERENCES "a" ("id")
);
ALTER TABLE "a" ADD CONSTRAINT "fk_a_next_id_b" FOREIGN KEY ("next_id") REFERENCES "b" ("id");
