-- migrate:up
CREATE TABLE "d" (
    "id" INTEGER NOT NULL PRIMARY KEY
);
CREATE TABLE "c" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "d" INTEGER NOT NULL,
    CONSTRAINT "fk_c_d_d" FOREIGN KEY ("d") REFERENCES "d" ("id")
);
CREATE TABLE "b" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "c" INTEGER NOT NULL,
    CONSTRAINT "fk_b_c_c" FOREIGN KEY ("c") REFERENCES "c" ("id")
);
CREATE TABLE "a" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "b" INTEGER NOT NULL,
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
