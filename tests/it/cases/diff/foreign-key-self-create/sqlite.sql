-- migrate:up
CREATE TABLE "t" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "parent" INTEGER,
    CONSTRAINT "fk_t_parent_t" FOREIGN KEY ("parent") REFERENCES "t" ("id") ON DELETE CASCADE
);

-- migrate:down
-- hazard: drops table `t` and its rows
DROP TABLE "t";
