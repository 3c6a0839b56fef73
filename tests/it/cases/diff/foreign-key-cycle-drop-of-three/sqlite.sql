-- migrate:up
-- hazard: drops table `b` and its rows
DROP TABLE "b";
-- hazard: drops table `c` and its rows
DROP TABLE "c";
-- hazard: drops table `a` and its rows
DROP TABLE "a";

-- migrate:down
CREATE TABLE "a" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "next_id" INTEGER,
    CONSTRAINT "fk_a_next_id_b" FOREIGN KEY ("next_id") REFERENCES "b" ("id")
);
CREATE TABLE "c" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "next_id" INTEGER,
    CONSTRAINT "fk_c_next_id_a" FOREIGN KEY ("next_id") REFERENCES "a" ("id")
);
CREATE TABLE "b" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "next_id" INTEGER,
    CONSTRAINT "fk_b_next_id_c" FOREIGN KEY ("next_id") REFERENCES "c" ("id")
);
