-- migrate:up
-- hazard: drops table `u` and its rows
DROP TABLE "u";

-- migrate:down
CREATE TABLE "u" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "b" INTEGER NOT NULL
);
