-- migrate:up
CREATE TABLE "d" (
    "id" bigint NOT NULL,
    CONSTRAINT "pk_d" PRIMARY KEY ("id")
);
CREATE TABLE "c" (
    "id" bigint NOT NULL,
    "d" bigint NOT NULL,
    CONSTRAINT "pk_c" PRIMARY KEY ("id"),
    CONSTRAINT "fk_c_d_d" FOREIGN KEY ("d") REFERENCES "d" ("id")
);
CREATE TABLE "b" (
    "id" bigint NOT NULL,
    "c" bigint NOT NULL,
    CONSTRAINT "pk_b" PRIMARY KEY ("id"),
    CONSTRAINT "fk_b_c_c" FOREIGN KEY ("c") REFERENCES "c" ("id")
);
CREATE TABLE "a" (
    "id" bigint NOT NULL,
    "b" bigint NOT NULL,
    CONSTRAINT "pk_a" PRIMARY KEY ("id"),
    CONSTRAINT "fk_a_b_b" FOREIGN KEY ("b") REFERENCES "b" ("id")
);

-- migrate:down
-- hazard: drops table `a` and its rows
DROP TABLE "a";
-- hazard: drops table `b` and its rows
DROP TABLE "b";
-- hazard: drops table `c` and its rows
DROP TABLE "c";
-- hazard: drops table `d` and its rows
DROP TABLE "d";
