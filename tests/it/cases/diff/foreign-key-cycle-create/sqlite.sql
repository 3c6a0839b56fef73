-- migrate:up
CREATE TABLE "a" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "next_id" INTEGER,
    CONSTRAINT "fk_a_next_id_b" FOREIGN KEY ("next_id") REFERENCES "b" ("id")
);
CREATE TABLE "b" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "next_id" INTEGER,
    CONSTRAINT "fk_b_next_id_a" FOREIGN KEY ("next_id") REFERENCES "a" ("id")
);

-- migrate:down
-- hazard: drops table `b` and its rows
DROP TABLE "b";
-- hazard: drops table `a` and its rows
DROP TABLE "a";
