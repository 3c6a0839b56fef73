-- migrate:up
CREATE TABLE "t" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "a" TEXT
);

-- migrate:down
-- hazard: drops table `t` and its rows
DROP TABLE "t";
