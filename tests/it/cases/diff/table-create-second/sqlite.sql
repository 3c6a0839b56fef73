-- migrate:up
CREATE TABLE "u" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "b" INTEGER NOT NULL
);

-- migrate:down
-- hazard: drops table `u` and its rows
DROP TABLE "u";
