-- migrate:up
-- hazard: drops table `t` and its rows
DROP TABLE "t";

-- migrate:down
CREATE TABLE "t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "parent" INTEGER,
    CONSTRAINT "fk_t_parent_t" FOREIGN KEY ("parent") REFERENCES "t" ("id")
);
